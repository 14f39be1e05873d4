import CountersignCore

/// Findings as commands show them: for people with carets, for programs as JSON.
enum FindingReport {
    /// Shows findings, then warnings, then a line that sums up.
    static func show(
        _ findings: [Finding],
        warnings: [Finding] = [],
        counterexamples: [PolicyExample] = [],
        on console: Console
    ) {
        for line in lines(findings, counterexamples, console.bad) { console.result(line) }
        for warning in warnings {
            console.result(console.faint("warning: ") + warning.rendered)
        }
        let count = findings.count
        let counted =
            count == 0 ? console.good("No faults.") : count == 1 ? "1 fault." : "\(count) faults."
        console.note(counted)
    }

    /// Each finding, with the payment that proves it below it where there is one.
    static func lines(
        _ findings: [Finding],
        _ counterexamples: [PolicyExample],
        _ style: (String) -> String = { $0 }
    ) -> [String] {
        findings.flatMap { finding in
            let example = example(of: finding, among: counterexamples)
            return [style(finding.rendered)]
                + (example.map { example in
                    let at = example.at.map { " --at \($0.rfc3339)" } ?? ""
                    return [
                        "       such a payment, for 'policy explain --payment FILE\(at)':",
                        "       \(example.payment)",
                    ]
                } ?? [])
        }
    }

    /// `{"findings": […], "warnings": […]}`; a finding of a promise that can be broken has a payment that
    /// breaks it as `counterexample`, and `at` where the time matters.
    static func json(
        _ findings: [Finding],
        warnings: [Finding] = [],
        counterexamples: [PolicyExample] = []
    ) -> String {
        var json = JSONWriter()
        json.beginObject()
        append(findings, counterexamples, as: "findings", to: &json)
        append(warnings, [], as: "warnings", to: &json)
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func append(
        _ findings: [Finding],
        _ counterexamples: [PolicyExample],
        as name: String,
        to json: inout JSONWriter
    ) {
        json.name(name)
        json.beginArray()
        for finding in findings {
            json.beginObject()
            json.member("file", finding.file)
            json.member("line", finding.line)
            json.member("column", finding.column)
            json.member("length", finding.length)
            json.member("message", finding.message)
            json.member("text", finding.text)
            if let example = example(of: finding, among: counterexamples) {
                json.name("counterexample")
                json.raw(example.payment.utf8)
                if let at = example.at { json.member("at", at.rfc3339) }
            }
            json.endObject()
        }
        json.endArray()
    }

    /// The payment that a finding speaks of.
    static func example(
        of finding: Finding,
        among examples: [PolicyExample]
    ) -> PolicyExample? {
        examples.first { finding.message.hasSuffix($0.words) }
    }
}
