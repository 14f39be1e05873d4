import CountersignAPI
import CountersignCheckout
import CountersignCore

/// A report of what rules decided, for people and for programs.
enum PolicyReportText {
    /// The table for a terminal.
    static func table(_ tally: PolicyTally, _ range: PastDecisionRange) -> String {
        var text = "\(range.mode.rawValue) decisions"
        if let merchant = range.merchant { text += " of \(merchant)" }
        text += " from \(range.since.rfc3339) to \(range.until.rfc3339)\n"
        guard !tally.rows.isEmpty else { return text + "\nThere are none.\n" }
        let rows = tally.sorted.map { key, fates in
            [key.merchant.text, key.policy, key.version, key.rule, key.outcome.rawValue]
                + BacktestText.cells(of: fates)
        }
        return text + "\n"
            + Table.text(
                ["MERCHANT", "POLICY", "VERSION", "RULE", "DECISION"] + BacktestText.titles,
                rows,
                numbersFrom: 5
            )
    }

    /// `{"since": …, "rows": […]}`.
    static func json(_ tally: PolicyTally, _ range: PastDecisionRange) -> String {
        var json = JSONWriter(capacity: 256 + tally.rows.count * 256)
        json.beginObject()
        json.member("since", range.since.rfc3339)
        json.member("until", range.until.rfc3339)
        json.member("mode", range.mode.rawValue)
        if let merchant = range.merchant { json.member("merchant", merchant.text) }
        json.name("rows")
        json.beginArray()
        for (key, fates) in tally.sorted {
            json.beginObject()
            json.member("merchant", key.merchant.text)
            json.member("policy", key.policy)
            json.member("version", key.version)
            json.member("rule", key.rule)
            json.member("outcome", key.outcome.rawValue)
            BacktestJSON.write(fates, to: &json)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// One line of names and one for each row; each currency that occurs has a column of its own.
    static func csv(_ tally: PolicyTally) -> String {
        let rows = tally.sorted
        let currencies = Set(rows.flatMap(\.fates.sums.keys)).sorted { $0.code < $1.code }
        let names =
            ["merchant", "policy", "version", "rule", "outcome"]
            + BacktestJSON.counts(of: DecisionFates()).map(\.name)
            + currencies.map { "sum_\($0.code.lowercased())" }
        let lines = rows.map { key, fates in
            [key.merchant.text, key.policy, key.version, key.rule, key.outcome.rawValue]
                + BacktestJSON.counts(of: fates).map { String($0.count) }
                + currencies.map { currency in
                    fates.sums[currency].map { BacktestText.plain($0, currency) } ?? ""
                }
        }
        return ([names] + lines).map { fields in
            fields.map(DeliveryCSV.quoted).joined(separator: ",") + "\r\n"
        }.joined()
    }
}
