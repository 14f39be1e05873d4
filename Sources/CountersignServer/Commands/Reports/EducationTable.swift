import CountersignCore

/// An education report for people: counts and shares of both sides, then what the tip did.
enum EducationTable {
    /// The whole text.
    static func text(_ statistics: EducationStatistics) -> String {
        let query = statistics.query
        var text = "\(query.mode.rawValue) payments"
        if let merchant = query.merchant { text += " of \(merchant)" }
        text += " made from \(query.since.rfc3339) to \(query.until.rfc3339)\n\n"
        let rows = statistics.rows + [statistics.total]
        let total = statistics.total
        if total.shown == EducationFigures(), total.holdout == EducationFigures() {
            text += "No tip was shown or held back.\n"
        } else {
            text += sides(rows, statistics) + "\n" + effects(rows, statistics)
        }
        let untold = statistics.untold.filter { $0.figures != EducationFigures() }
        if untold.isEmpty { return text }
        return text + "\n"
            + Table.text(
                ["WITHOUT A TIP"] + figureTitles,
                untold.map { [why($0.fate)] + cells($0.figures) },
                numbersFrom: 1
            )
    }

    private static let figureTitles = [
        "PAYMENTS", "CONFIRMED", "95 % BOUNDS", "DENIED", "95 % BOUNDS", "TO CONFIRM", "P90",
        "OPEN",
    ]

    private static func sides(
        _ rows: [EducationStatistics.Row],
        _ statistics: EducationStatistics
    ) -> String {
        Table.text(
            titles(statistics) + [""] + figureTitles,
            rows.flatMap { row in
                let words = words(row, statistics)
                return [
                    words + ["shown"] + cells(row.shown),
                    words + ["holdout"] + cells(row.holdout),
                ]
            },
            numbersFrom: titles(statistics).count + 1
        )
    }

    private static func effects(
        _ rows: [EducationStatistics.Row],
        _ statistics: EducationStatistics
    ) -> String {
        Table.text(
            titles(statistics) + [
                "CONFIRMED WITH IT", "95 % BOUNDS", "DENIED WITH IT", "95 % BOUNDS",
            ],
            rows.map { words($0, statistics) + cells($0.confirmed) + cells($0.denied) }
        )
    }

    private static func titles(_ statistics: EducationStatistics) -> [String] {
        let dimensions = statistics.dimensions
        return dimensions.isEmpty ? [""] : dimensions.map { $0.rawValue.uppercased() }
    }

    private static func words(
        _ row: EducationStatistics.Row,
        _ statistics: EducationStatistics
    ) -> [String] {
        if row.tip == nil, row.locale == nil {
            return ["all"] + statistics.dimensions.dropFirst().map { _ in "" }
        }
        return statistics.dimensions.map { ($0 == .tip ? row.tip : row.locale) ?? "" }
    }

    private static func cells(_ figures: EducationFigures) -> [String] {
        let shares = [figures.confirmedShare, figures.deniedShare].flatMap { share in
            guard let share else { return ["-", "-"] }
            return [percent(share.share), "\(percent(share.low)) to \(percent(share.high))"]
        }
        let times = [500, 900].map { seconds(figures.timeToConfirm.quantile(permille: $0)) }
        return [String(figures.payments)] + shares + times + [String(figures.pending)]
    }

    private static func cells(_ effect: EducationStatistics.Effect) -> [String] {
        guard let found = effect.difference else { return ["too few to say", "-"] }
        let bounds = "\(points(found.low)) to \(points(found.high))"
        return ["\(effect.judgement.rawValue), \(points(found.difference)) points", bounds]
    }

    private static func why(_ fate: MessageTip.Fate) -> String {
        fate == .noRoom ? "no room left" : "none written"
    }

    /// For people, with one decimal: `94.3 %`.
    private static func percent(_ share: Double) -> String { "\(tenths(share)) %" }

    /// A difference in percentage points, with its sign: `+1.2`.
    private static func points(_ difference: Double) -> String {
        let text = tenths(abs(difference))
        if text == "0.0" { return text }
        return (difference < 0 ? "-" : "+") + text
    }

    private static func tenths(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// Seconds with one decimal: `17.7 s`.
    private static func seconds(_ milliseconds: Int64?) -> String {
        guard let milliseconds else { return "-" }
        let tenths = (milliseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
