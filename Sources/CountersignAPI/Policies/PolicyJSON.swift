import CountersignCore

/// Writes policies and what is found in them.
enum PolicyJSON {
    /// The policy in force.
    static func bytes(of policy: PolicyInForce) -> [UInt8] {
        var json = JSONWriter(capacity: 256 + policy.text.utf8.count)
        json.beginObject()
        json.member("policy", policy.name)
        json.member("version", policy.version)
        json.member("holder", policy.holder)
        json.member("text", policy.text)
        if let at = policy.at { json.member("at", at.rfc3339) }
        if let author = policy.author { json.member("author", author.rawValue) }
        if let note = policy.note { json.member("note", note) }
        json.endObject()
        return json.bytes
    }

    /// What a check came to.
    static func bytes(of review: PolicyReview) -> [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        if let name = review.name { json.member("policy", name) }
        json.name("findings")
        write(review.findings, to: &json)
        json.endObject()
        return json.bytes
    }

    static func write(
        _ findings: [(finding: Finding, counterexample: PolicyReview.Counterexample?)],
        to json: inout JSONWriter
    ) {
        json.beginArray()
        // A text of nothing but faults must not make an answer far larger than itself.
        for (finding, counterexample) in findings.prefix(Faults.listedMax) {
            json.beginObject()
            json.member("file", finding.file)
            json.member("line", finding.line)
            json.member("column", finding.column)
            json.member("length", finding.length)
            json.member("message", finding.message)
            json.member("text", finding.text)
            if let counterexample {
                json.name("counterexample")
                json.raw(counterexample.payment.utf8)
                if let at = counterexample.at { json.member("at", at.rfc3339) }
            }
            json.endObject()
        }
        json.endArray()
    }
}
