import CountersignCore

extension Operation {
    static let getDelivery = Operation(
        id: "readDelivery",
        tag: "Reports",
        summary: "What became of messages",
        description:
            "Counts, rates, times and cost of the merchant's own messages, live or test as the key is. The range picks confirmations by the moment they were made, each with all of its messages. Nothing waits for a report; at most \(ReportRange.daysMax) days at once.",
        parameters: [
            Parameter(
                name: "since",
                location: .query,
                description:
                    "The first moment; \(API.deliveryHoursDefault) hours before `until` when it is left out.",
                schema: reference("Time")
            ),
            Parameter(
                name: "until",
                location: .query,
                description: "The first moment that is no longer meant; now when it is left out.",
                schema: reference("Time")
            ),
            Parameter(
                name: "by",
                location: .query,
                description:
                    "What rows differ in, each word at most once, with commas between; all of them when it is left out.",
                schema: #"{"type":"string","pattern":"\#(pattern)","default":"\#(list(","))"}"#
            ),
        ],
        success: Success(
            status: 200,
            description: "The report.",
            contentType: "application/json",
            schema: reference("DeliveryStatistics"),
            example: Example.deliveryStatistics
        ),
        problems: [.invalidRequest, .unauthorized, .forbidden, .storageUnavailable]
    )

    private static var pattern: String { "^(\(list("|")))(,(\(list("|"))))*$" }

    private static func list(_ separator: String) -> String {
        API.deliveryDimensions.map(\.rawValue).joined(separator: separator)
    }
}

extension Example {
    static let deliveryStatistics = #"""
        {"since":"2026-11-22T10:00:00Z","until":"2026-11-23T10:00:00Z","mode":"live","merchant":"acme-shoes","by":["channel","country"],"rows":[{"channel":"sms","country":"DE","queued":1000,"accepted":996,"sent":990,"delivered":975,"confirmed":931,"denied":2,"undelivered":9,"failed":4,"expired":3,"canceled":1,"unknown":0,"fallbacks":41,"sms_parts":1184,"rates":{"accepted":0.9960,"delivered":0.9789,"confirmed":0.9347},"milliseconds_to_deliver":{"count":975,"p50":2528,"p95":7808},"milliseconds_to_confirm":{"count":931,"p50":17664,"p95":52224},"cost":[{"currency":"EUR","micros":84064000,"micros_per_confirmed":90294}],"claims":{"judged":970,"unconfirmed":44,"share":0.0454,"norm":0.0431,"judgement":"usual"}}],"total":{"queued":1000,"accepted":996,"sent":990,"delivered":975,"confirmed":931,"denied":2,"undelivered":9,"failed":4,"expired":3,"canceled":1,"unknown":0,"fallbacks":41,"sms_parts":1184,"rates":{"accepted":0.9960,"delivered":0.9789,"confirmed":0.9347},"milliseconds_to_deliver":{"count":975,"p50":2528,"p95":7808},"milliseconds_to_confirm":{"count":931,"p50":17664,"p95":52224},"cost":[{"currency":"EUR","micros":84064000,"micros_per_confirmed":90294}],"claims":{"judged":970,"unconfirmed":44,"share":0.0454,"norm":0.0431,"judgement":"usual"}}}
        """#
}
