import CountersignCore
import CountersignTemplates

/// What templates come to, as a table for people.
enum TemplateReportTable {
    private static let titles = [
        "TEMPLATE", "LANGUAGE", "PARTS", "SEPTETS", "UNITS", "BYTES", "PAYEE", "CODE BY", "UCS-2",
    ]

    /// The table, with a line for each brand and template, and what its columns mean.
    static func text(_ results: [TemplateResult]) -> String {
        let rows = results.map { result in
            [
                "\(result.key.brand) \(result.key.purpose).\(result.key.channel.rawValue)",
                result.locale,
                range(result.parts), range(result.septets), range(result.units),
                range(result.bytes),
                result.payeeRoom.map { $0 < 0 ? "never" : "\($0)" } ?? "-",
                readers(result), causes(result),
            ]
        }
        return Table.text(titles, rows) + """

            PARTS, SEPTETS and UNITS (UCS-2) of an SMS and BYTES of its text go from the shortest to the
            longest message that there can be. PAYEE is how long a payee's name may be, in septets or units,
            for one part whatever the rest. CODE BY names what finds the code in examples.

            """
    }

    private static func range(_ range: ClosedRange<Int>?) -> String {
        guard let range else { return "-" }
        return range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }

    private static func readers(_ result: TemplateResult) -> String {
        let names = result.readings.filter { $0.code != nil }.map(\.model.rawValue)
        return names.isEmpty ? "-" : names.joined(separator: " ")
    }

    private static func causes(_ result: TemplateResult) -> String {
        if result.key.channel != .sms { return "-" }
        let certain = result.causes.filter(\.isCertain).map(\.what)
        if !certain.isEmpty { return "always: \(certain.joined(separator: ", "))" }
        let possible = result.causes.map(\.what)
        return possible.isEmpty ? "never" : "if \(possible.joined(separator: ", "))"
    }
}
