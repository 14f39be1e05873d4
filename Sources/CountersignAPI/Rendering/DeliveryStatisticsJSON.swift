public import CountersignCore

/// Writes a delivery report as JSON.
public enum DeliveryStatisticsJSON {
    /// Writes a report as the next value.
    public static func write(_ statistics: DeliveryStatistics, to json: inout JSONWriter) {
        let query = statistics.query
        json.beginObject()
        json.member("since", query.since.rfc3339)
        json.member("until", query.until.rfc3339)
        json.member("mode", query.mode.rawValue)
        if let merchant = query.merchant { json.member("merchant", merchant.text) }
        json.member("by", .array(statistics.dimensions.map { .string($0.rawValue) }))
        json.name("rows")
        json.beginArray()
        for row in statistics.rows { write(row, statistics.dimensions, to: &json) }
        json.endArray()
        json.name("total")
        write(statistics.total, [], to: &json)
        json.endObject()
    }

    /// The counts of a row by their names, in the order of a message's way.
    public static func counts(of figures: DeliveryFigures) -> [(name: String, count: Int)] {
        [
            ("queued", figures.queued), ("accepted", figures.accepted), ("sent", figures.sent),
            ("delivered", figures.delivered), ("confirmed", figures.confirmed),
            ("denied", figures.denied), ("undelivered", figures.undelivered),
            ("failed", figures.failed), ("expired", figures.expired),
            ("canceled", figures.canceled), ("unknown", figures.unknown),
            ("fallbacks", figures.fallbacks), ("sms_parts", figures.smsParts),
        ]
    }

    private static func write(
        _ row: DeliveryStatistics.Row,
        _ dimensions: [DeliveryDimension],
        to json: inout JSONWriter
    ) {
        let figures = row.figures
        json.beginObject()
        for dimension in dimensions {
            json.member(dimension.rawValue, row.key.word(dimension) ?? "")
        }
        for count in counts(of: figures) { json.member(count.name, count.count) }
        json.name("rates")
        json.beginObject()
        share(figures.acceptedShare, as: "accepted", to: &json)
        share(figures.deliveredShare, as: "delivered", to: &json)
        share(figures.confirmedShare, as: "confirmed", to: &json)
        json.endObject()
        times(figures.timeToDeliver, as: "milliseconds_to_deliver", to: &json)
        times(figures.timeToConfirm, as: "milliseconds_to_confirm", to: &json)
        cost(of: figures, to: &json)
        claims(of: row, to: &json)
        json.endObject()
    }

    private static func share(_ share: Share?, as name: String, to json: inout JSONWriter) {
        guard let share else { return }
        json.name(name)
        json.raw(share.decimal.utf8)
    }

    private static func times(
        _ times: DurationHistogram,
        as name: String,
        to json: inout JSONWriter
    ) {
        guard let half = times.quantile(permille: 500), let most = times.quantile(permille: 950)
        else { return }
        json.name(name)
        json.beginObject()
        json.member("count", times.count)
        json.member("p50", half)
        json.member("p95", most)
        json.endObject()
    }

    private static func cost(of figures: DeliveryFigures, to json: inout JSONWriter) {
        if figures.cost.unpriced > 0 { json.member("unpriced", figures.cost.unpriced) }
        guard let sums = figures.cost.sums else { return }
        json.name("cost")
        json.beginArray()
        for sum in sums {
            json.beginObject()
            json.member("currency", sum.currency.code)
            json.member("micros", sum.micros)
            if let each = sum.divided(by: figures.confirmed) {
                json.member("micros_per_confirmed", each.micros)
            }
            json.endObject()
        }
        json.endArray()
    }

    private static func claims(of row: DeliveryStatistics.Row, to json: inout JSONWriter) {
        let claims = row.figures.claims
        json.name("claims")
        json.beginObject()
        json.member("judged", claims.judged)
        json.member("unconfirmed", claims.unconfirmed)
        share(claims.unconfirmedShare, as: "share", to: &json)
        share(row.norm.unconfirmedShare, as: "norm", to: &json)
        json.member("judgement", row.judgement.rawValue)
        json.endObject()
    }
}
