import CountersignAPI
import CountersignCore

/// A delivery report for people: two tables, and counts only where there are some, so that lines
/// stay short.
enum DeliveryTable {
    /// The whole text.
    static func text(_ statistics: DeliveryStatistics) -> String {
        let query = statistics.query
        var text = "\(query.mode.rawValue) messages"
        if let merchant = query.merchant { text += " of \(merchant)" }
        text += " of payments made from \(query.since.rfc3339) to \(query.until.rfc3339)\n"
        guard statistics.total.figures.queued > 0 else { return text + "\nThere are none.\n" }
        let rows = statistics.rows + [statistics.total]
        return text + "\n" + counts(rows, statistics) + "\n" + rates(rows, statistics)
    }

    /// Counts that are shown even if they are all zero: from queued to denied.
    private static let stepsOfTheWay = 6

    private static func counts(
        _ rows: [DeliveryStatistics.Row],
        _ statistics: DeliveryStatistics
    ) -> String {
        // What counts nothing in the total counts nothing in any row.
        let shown = DeliveryStatisticsJSON.counts(of: statistics.total.figures)
            .enumerated()
            .filter { $0.offset < stepsOfTheWay || $0.element.count > 0 }
        let titles = shown.map { place in
            place.element.name.uppercased().map { $0 == "_" ? " " : String($0) }.joined()
        }
        return table(titles, rows, statistics) { row in
            let counts = DeliveryStatisticsJSON.counts(of: row.figures)
            return shown.map { String(counts[$0.offset].count) }
        }
    }

    private static func rates(
        _ rows: [DeliveryStatistics.Row],
        _ statistics: DeliveryStatistics
    ) -> String {
        let titles = [
            "ACCEPTED", "DELIVERED", "CONFIRMED", "TO DELIVER", "P95", "TO CONFIRM", "P95",
            "COST", "EACH CONFIRMED", "UNANSWERED", "NORM",
        ]
        return table(titles, rows, statistics) { row in
            let figures = row.figures
            let (toDeliver, toConfirm) = (figures.timeToDeliver, figures.timeToConfirm)
            let claims = figures.claims
            let isUnusual = row.judgement == .above || row.judgement == .below
            return [
                figures.acceptedShare?.percent ?? "-", figures.deliveredShare?.percent ?? "-",
                figures.confirmedShare?.percent ?? "-",
                seconds(toDeliver.quantile(permille: 500)),
                seconds(toDeliver.quantile(permille: 950)),
                seconds(toConfirm.quantile(permille: 500)),
                seconds(toConfirm.quantile(permille: 950)),
                money(figures.cost.sums),
                money(figures.cost.sums?.compactMap { $0.divided(by: figures.confirmed) }),
                (isUnusual ? "! " : "") + (claims.unconfirmedShare?.percent ?? "-"),
                row.norm.unconfirmedShare?.percent ?? "-",
            ]
        }
    }

    private static func table(
        _ titles: [String],
        _ rows: [DeliveryStatistics.Row],
        _ statistics: DeliveryStatistics,
        _ cells: (DeliveryStatistics.Row) -> [String]
    ) -> String {
        let dimensions = statistics.dimensions
        return Table.text(
            (dimensions.isEmpty ? [""] : dimensions.map { $0.rawValue.uppercased() }) + titles,
            rows.map { row in
                var words = dimensions.map { row.key.word($0) ?? "" }
                // The total is the last row and the only one without words.
                if row.key == DeliveryKey() { words = ["all"] + words.dropFirst() }
                return words + cells(row)
            },
            numbersFrom: max(1, dimensions.count)
        )
    }

    /// Seconds with one decimal: `17.7 s`.
    private static func seconds(_ milliseconds: Int64?) -> String {
        guard let milliseconds else { return "-" }
        let tenths = (milliseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// Sums with four decimals, each with its currency; `?` where the cost is not known.
    private static func money(_ sums: [MicroAmount]?) -> String {
        guard let sums else { return "?" }
        if sums.isEmpty { return "-" }
        return sums.map { sum in
            let rounded = MicroAmount(micros: (sum.micros + 50) / 100 * 100, currency: sum.currency)
            return "\(rounded.decimal.dropLast(2)) \(sum.currency.code)"
        }.joined(separator: " + ")
    }
}
