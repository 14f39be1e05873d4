import CountersignCore
import CountersignMessaging

/// What becomes of a message that a simulated platform took.
struct Delivery: Sendable {
    /// What the phone will show; nil when nothing arrives.
    let message: SimulatedMessage?
    /// What the platform will report, in order.
    let reports: [Report]
}

/// One report of a platform, made anew for each attempt because its proof may hold the time.
struct Report: Sendable {
    /// Makes the request from the service's base URL, the moment of the event and that of the attempt.
    let request:
        @Sendable (_ service: String, _ happenedAt: Instant, _ now: Instant) ->
            OutboundRequest

    /// Longest time for one attempt in milliseconds.
    static let timeoutMillisecondsMax = 5_000
    /// Largest answer that is read in bytes; nothing in it is used.
    static let answerBytesMax = 4_096

    /// A POST of JSON to the service's callback URL of a provider.
    static func post(
        _ body: [UInt8],
        to provider: String,
        at service: String,
        proof: [(name: String, value: String)]
    ) -> OutboundRequest {
        OutboundRequest(
            url: "\(service)/v1/callbacks/\(provider)",
            headers: [("Content-Type", "application/json")] + proof,
            body: body,
            timeoutMillisecondsMax: timeoutMillisecondsMax,
            answerBytesMax: answerBytesMax
        )
    }
}
