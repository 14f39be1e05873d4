import CountersignCore

/// Writes an education report as JSON; shares and bounds with four decimals.
enum EducationStatisticsJSON {
    /// Writes a report as the next value.
    static func write(_ statistics: EducationStatistics, to json: inout JSONWriter) {
        let query = statistics.query
        json.beginObject()
        json.member("since", query.since.rfc3339)
        json.member("until", query.until.rfc3339)
        json.member("mode", query.mode.rawValue)
        if let merchant = query.merchant { json.member("merchant", merchant.text) }
        json.member("by", .array(statistics.dimensions.map { .string($0.rawValue) }))
        json.member("payments_min", EducationStatistics.paymentsMin)
        json.name("rows")
        json.beginArray()
        for row in statistics.rows { write(row, to: &json) }
        json.endArray()
        json.name("total")
        write(statistics.total, to: &json)
        json.name("without_tip")
        json.beginArray()
        for untold in statistics.untold {
            json.beginObject()
            json.member("fate", untold.fate.rawValue)
            members(of: untold.figures, to: &json)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    /// A number with four decimals, such as `0.0524` or `-0.0381`.
    static func decimal(_ number: Double) -> String {
        let units = Int((abs(number) * 10_000).rounded())
        let digits = String(10_000 + units % 10_000).dropFirst()
        return (number < 0 && units > 0 ? "-" : "") + "\(units / 10_000).\(digits)"
    }

    private static func write(_ row: EducationStatistics.Row, to json: inout JSONWriter) {
        json.beginObject()
        if let tip = row.tip { json.member("tip", tip) }
        if let locale = row.locale { json.member("locale", locale) }
        for (name, figures) in [("shown", row.shown), ("holdout", row.holdout)] {
            json.name(name)
            json.beginObject()
            members(of: figures, to: &json)
            json.endObject()
        }
        json.name("effect")
        json.beginObject()
        effect(row.confirmed, on: "confirmed", to: &json)
        effect(row.denied, on: "denied", to: &json)
        json.endObject()
        json.endObject()
    }

    private static func members(of figures: EducationFigures, to json: inout JSONWriter) {
        json.member("payments", figures.payments)
        json.member("confirmed", figures.confirmed)
        json.member("denied", figures.denied)
        json.member("pending", figures.pending)
        share(figures.confirmedShare, as: "confirmed_share", to: &json)
        share(figures.deniedShare, as: "denied_share", to: &json)
        guard let half = figures.timeToConfirm.quantile(permille: 500),
            let most = figures.timeToConfirm.quantile(permille: 900)
        else { return }
        json.name("milliseconds_to_confirm")
        json.beginObject()
        json.member("count", figures.timeToConfirm.count)
        json.member("p50", half)
        json.member("p90", most)
        json.endObject()
    }

    private static func share(
        _ share: ShareInterval?,
        as name: String,
        to json: inout JSONWriter
    ) {
        guard let share else { return }
        json.name(name)
        numbers([("share", share.share), ("low", share.low), ("high", share.high)], to: &json)
    }

    private static func effect(
        _ effect: EducationStatistics.Effect,
        on name: String,
        to json: inout JSONWriter
    ) {
        json.name(name)
        json.beginObject()
        json.member("judgement", effect.judgement.rawValue)
        if let found = effect.difference {
            for (name, number) in [
                ("difference", found.difference), ("low", found.low), ("high", found.high),
            ] {
                json.name(name)
                json.raw(decimal(number).utf8)
            }
        }
        json.endObject()
    }

    private static func numbers(_ members: [(String, Double)], to json: inout JSONWriter) {
        json.beginObject()
        for (name, number) in members {
            json.name(name)
            json.raw(decimal(number).utf8)
        }
        json.endObject()
    }
}
