import CountersignAPI
import CountersignCore

/// A delivery report for spreadsheets: one line of names, one for each row, none for the total.
///
/// Source: RFC 4180.
enum DeliveryCSV {
    /// The whole text.
    static func text(_ statistics: DeliveryStatistics) -> String {
        let rows = statistics.rows.isEmpty ? [statistics.total] : statistics.rows
        // Each currency that occurs has its own columns, so that a column holds one kind of number.
        let currencies = Set(rows.flatMap { ($0.figures.cost.sums ?? []).map(\.currency) })
            .sorted { $0.code < $1.code }
        var text = line(names(statistics, currencies))
        for row in rows { text += line(fields(row, statistics, currencies)) }
        return text
    }

    private static func names(
        _ statistics: DeliveryStatistics,
        _ currencies: [Currency]
    ) -> [String] {
        statistics.dimensions.map(\.rawValue)
            + DeliveryStatisticsJSON.counts(of: DeliveryFigures()).map(\.name)
            + [
                "accepted_rate", "delivered_rate", "confirmed_rate",
                "milliseconds_to_deliver_p50", "milliseconds_to_deliver_p95",
                "milliseconds_to_confirm_p50", "milliseconds_to_confirm_p95",
                "claims_judged", "claims_unconfirmed", "claims_share", "claims_norm",
                "claims_judgement", "unpriced",
            ]
            + currencies.flatMap { currency in
                let code = currency.code.lowercased()
                return ["cost_\(code)", "cost_\(code)_per_confirmed"]
            }
    }

    private static func fields(
        _ row: DeliveryStatistics.Row,
        _ statistics: DeliveryStatistics,
        _ currencies: [Currency]
    ) -> [String] {
        let figures = row.figures
        var fields = statistics.dimensions.map { row.key.word($0) ?? "" }
        fields += DeliveryStatisticsJSON.counts(of: figures).map { String($0.count) }
        fields += [figures.acceptedShare, figures.deliveredShare, figures.confirmedShare]
            .map { $0?.decimal ?? "" }
        for times in [figures.timeToDeliver, figures.timeToConfirm] {
            fields += [500, 950].map { times.quantile(permille: $0).map { String($0) } ?? "" }
        }
        fields += [
            String(figures.claims.judged), String(figures.claims.unconfirmed),
            figures.claims.unconfirmedShare?.decimal ?? "",
            row.norm.unconfirmedShare?.decimal ?? "", row.judgement.rawValue,
            String(figures.cost.unpriced),
        ]
        for currency in currencies {
            let sum = figures.cost.sums?.first { $0.currency == currency }
            fields += [
                sum?.decimal ?? "", sum?.divided(by: figures.confirmed)?.decimal ?? "",
            ]
        }
        return fields
    }

    private static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\r\n"
    }

    /// A field as it stands, or in quotes where it holds what ends a field.
    static func quoted(_ field: String) -> String {
        let ends = field.utf8.contains { byte in
            [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D].contains(byte)
        }
        guard ends else { return field }
        let doubled = field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
        return "\"\(doubled)\""
    }
}
