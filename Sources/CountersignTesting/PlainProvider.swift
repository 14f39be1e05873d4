public import CountersignCore
public import CountersignMessaging
import CountersignTemplates

/// A provider with the plainest wire format there is, for tests of what happens around it.
///
/// The body is `{"id","to","text"}`; 2xx means accepted, under the `id` that it gives or `ref`, 429
/// and 500 may be tried again, anything else is a refusal. A callback's body is `<message id> <status>`, its header `x-token` must be `secret`.
public struct PlainProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// Whether the same message handed over twice is delivered once.
    public let hasIdempotencyHandle: Bool
    /// The header field that its callbacks are authenticated by.
    public var callbackHeaders: [String] { ["x-token"] }

    /// Whether its delivery reports carry its own id of a message instead of ours.
    public let reportsByReference: Bool

    /// A provider of one channel.
    public init(
        name: String,
        channel: Channel,
        hasIdempotencyHandle: Bool = true,
        reportsByReference: Bool = false
    ) {
        self.reportsByReference = reportsByReference
        self.name = name
        self.channel = channel
        self.hasIdempotencyHandle = hasIdempotencyHandle
    }

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", dispatch.message.id.text)
        json.member("to", dispatch.to)
        json.member("text", dispatch.rendered.text)
        json.endObject()
        return OutboundRequest(url: "http://\(name).test/", body: json.bytes)
    }

    /// What its answer means.
    public func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome {
        switch result {
        case .success(let reply) where (200..<300).contains(reply.status):
            .accepted(
                reference: (try? JSONReader.read(reply.body))?["id"]?.string ?? "ref"
            )
        case .success(let reply) where reply.status == 429:
            .retrySame(afterSeconds: reply.retryAfterSeconds ?? 1, reason: "rate")
        case .success(let reply) where reply.status >= 500: .unknown(reason: "fault")
        case .success: .drop(reason: "refused")
        case .failure(.unanswered): .unknown(reason: "unanswered")
        case .failure: .fallback(reason: "not-sent")
        }
    }

    /// Authenticates and reads a callback.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        guard callback.headers["x-token"] == "secret" else { throw .forged }
        let words = String(decoding: callback.body, as: UTF8.self).split(separator: " ")
        let id = words.first.flatMap { MessageID(String($0)) }
        let reference = reportsByReference ? words.first.map(String.init) : nil
        guard words.count == 2, id != nil || reference != nil,
            let status = MessageStatus(rawValue: String(words[1]))
        else { throw .malformed(detail: "an id and a status belong here") }
        return CallbackContent(
            reports: [DeliveryReport(message: id, reference: reference, status: status)]
        )
    }
}
