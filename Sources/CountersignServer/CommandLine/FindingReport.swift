import CountersignCore

/// Findings as commands show them: for people with carets, for programs as JSON.
enum FindingReport {
    /// Shows findings, then warnings, then a line that sums up.
    static func show(_ findings: [Finding], warnings: [Finding] = [], on console: Console) {
        for finding in findings { console.result(console.bad(finding.rendered)) }
        for warning in warnings {
            console.result(console.faint("warning: ") + warning.rendered)
        }
        let count = findings.count
        let counted =
            count == 0 ? console.good("No faults.") : count == 1 ? "1 fault." : "\(count) faults."
        console.note(counted)
    }

    /// `{"findings": […], "warnings": […]}`.
    static func json(_ findings: [Finding], warnings: [Finding] = []) -> String {
        var json = JSONWriter()
        json.beginObject()
        append(findings, as: "findings", to: &json)
        append(warnings, as: "warnings", to: &json)
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func append(
        _ findings: [Finding],
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
            json.endObject()
        }
        json.endArray()
    }
}
