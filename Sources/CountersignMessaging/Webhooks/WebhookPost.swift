public import CountersignCore

/// Posts of events to merchants' endpoints: what is sent, and when it is sent again.
///
/// Source: Standard Webhooks 1.0.0, "Payload structure" and "Deliverability and reliability".
public enum WebhookPost {
    /// Longest time for one attempt in milliseconds; the convention advises 15 to 30 s.
    public static let timeoutMillisecondsMax = 20_000
    /// Largest answer that is read in bytes; nothing in it is used.
    public static let answerBytesMax = 4_096
    /// Seconds to wait before each attempt, counted from the one before.
    public static let delaysSeconds = [
        0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]

    /// What follows an attempt.
    public enum Verdict: Equatable, Sendable {
        /// The endpoint took the event.
        case delivered
        /// Try again after so many milliseconds.
        case again(afterMilliseconds: Int64)
        /// The endpoint said 410: disable it.
        case disable
        /// The last attempt failed: mark the event as failed at this endpoint.
        case exhausted
    }

    /// The request that posts an event.
    ///
    /// - Parameters:
    ///   - event: a stored event; its `data` is a JSON object and gets its `sequence` added.
    ///   - url: the endpoint's URL.
    ///   - webhooks: the endpoint's secrets.
    ///   - now: the moment of this attempt.
    ///   - destination: `configured` only where the operator allows private addresses.
    public static func request(
        for event: EventRecord,
        to url: String,
        signedBy webhooks: StandardWebhooks,
        at now: Instant,
        destination: OutboundRequest.Destination = .publicOnly
    ) -> OutboundRequest {
        let body = body(of: event)
        return OutboundRequest(
            url: url,
            headers: [("Content-Type", "application/json")]
                + webhooks.headers(id: event.id.text, at: now, body: body),
            body: body,
            timeoutMillisecondsMax: timeoutMillisecondsMax,
            answerBytesMax: answerBytesMax,
            destination: destination
        )
    }

    /// What follows the attempt with this number.
    ///
    /// - Parameters:
    ///   - attempt: from 1.
    ///   - random: fresh random bits; they move the next attempt by up to a tenth either way, so that
    ///     endpoints that failed together are not all tried at once again.
    public static func verdict(
        of result: Result<OutboundReply, OutboundFailure>,
        attempt: Int,
        random: UInt64
    ) -> Verdict {
        var askedSeconds = 0
        if case .success(let reply) = result {
            switch reply.status {
            case 200...299: return .delivered
            case 410: return .disable
            default: askedSeconds = reply.retryAfterSeconds ?? 0
            }
        }
        guard attempt < delaysSeconds.count else { return .exhausted }
        let planned = Int64(delaysSeconds[max(1, attempt)]) * (900 + Int64(random % 201))
        // An endpoint may ask for more patience, up to the longest step of the plan.
        let asked = Int64(min(askedSeconds, delaysSeconds[delaysSeconds.count - 1])) * 1_000
        return .again(afterMilliseconds: max(planned, asked))
    }

    private static func body(of event: EventRecord) -> [UInt8] {
        precondition(
            event.data.first == UInt8(ascii: "{") && event.data.last == UInt8(ascii: "}"),
            "An event's data is one JSON object without white space around it."
        )
        var data = JSONWriter(capacity: 32)
        data.beginObject()
        data.member("sequence", event.sequence)
        data.endObject()
        let members = event.data.dropFirst().dropLast()
        let sequence = data.bytes.dropFirst()

        var json = JSONWriter(capacity: event.data.count + 128)
        json.beginObject()
        json.member("type", event.type.rawValue)
        json.member("timestamp", event.at.rfc3339)
        json.name("data")
        json.raw(
            [UInt8(ascii: "{")] + members + (members.isEmpty ? [] : [UInt8(ascii: ",")]) + sequence
        )
        json.endObject()
        return json.bytes
    }
}
