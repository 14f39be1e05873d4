import CountersignCore

/// An education report for spreadsheets: a line of names, then for each row one line of those who were
/// shown the tip and one of the holdout, then one for each reason why there was no tip.
///
/// Source: RFC 4180.
enum EducationCSV {
    private static let names = [
        "payments", "confirmed", "denied", "pending",
        "confirmed_share", "confirmed_low", "confirmed_high",
        "denied_share", "denied_low", "denied_high",
        "milliseconds_to_confirm_p50", "milliseconds_to_confirm_p90",
        "confirmed_effect", "confirmed_effect_low", "confirmed_effect_high",
        "confirmed_judgement",
        "denied_effect", "denied_effect_low", "denied_effect_high", "denied_judgement",
    ]

    /// The whole text.
    static func text(_ statistics: EducationStatistics) -> String {
        let dimensions = statistics.dimensions
        var text = line(dimensions.map(\.rawValue) + ["fate"] + names)
        for row in statistics.rows.isEmpty ? [statistics.total] : statistics.rows {
            let words = dimensions.map { ($0 == .tip ? row.tip : row.locale) ?? "" }
            text += line(
                words + [MessageTip.Fate.shown.rawValue] + fields(row.shown)
                    + effect(row.confirmed) + effect(row.denied)
            )
            text += line(
                words + [MessageTip.Fate.holdout.rawValue] + fields(row.holdout)
                    + Array(repeating: "", count: 8)
            )
        }
        for untold in statistics.untold {
            text += line(
                dimensions.map { _ in "" } + [untold.fate.rawValue] + fields(untold.figures)
                    + Array(repeating: "", count: 8)
            )
        }
        return text
    }

    private static func fields(_ figures: EducationFigures) -> [String] {
        [figures.payments, figures.confirmed, figures.denied, figures.pending].map { String($0) }
            + [figures.confirmedShare, figures.deniedShare].flatMap { share in
                [share?.share, share?.low, share?.high].map(decimal)
            }
            + [500, 900].map {
                figures.timeToConfirm.quantile(permille: $0).map { String($0) } ?? ""
            }
    }

    private static func effect(_ effect: EducationStatistics.Effect) -> [String] {
        let found = effect.difference
        return [found?.difference, found?.low, found?.high].map(decimal)
            + [effect.judgement.rawValue]
    }

    private static func decimal(_ number: Double?) -> String {
        number.map(EducationStatisticsJSON.decimal) ?? ""
    }

    private static func line(_ fields: [String]) -> String {
        fields.map(DeliveryCSV.quoted).joined(separator: ",") + "\r\n"
    }
}
