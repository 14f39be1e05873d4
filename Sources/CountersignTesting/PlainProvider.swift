public import CountersignCore
public import CountersignMessaging
import CountersignTemplates

/// A provider with the plainest wire format there is, for tests of what happens around it.
///
/// The body is `{"id","to","text"}`; 2xx means accepted, under the `id` that it gives or `ref`, 429
/// and 500 may be tried again, 403 is a stop, 409 a risk, 422 a fallback, anything else a drop. Where
/// asked for, `…/ready` is asked first, messages are taken back with `DELETE`, and an access token goes
/// with each request. A callback's body is `<message id> <status>` and perhaps a class of failure and
/// the recipient's digits; its header `x-token` must be `secret`.
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
    /// What it takes at once.
    public let usualLimits: ProviderLimits
    /// Where its access tokens come from.
    public let accessTokens: AccessTokenSource?
    private let asksFirst: Bool
    private let takesBack: Bool

    /// A provider of one channel.
    ///
    /// - Parameters:
    ///   - asksFirst: whether a request goes before each message.
    ///   - takesBack: whether messages can be taken back.
    public init(
        name: String,
        channel: Channel,
        hasIdempotencyHandle: Bool = true,
        reportsByReference: Bool = false,
        usualLimits: ProviderLimits = ProviderLimits(),
        accessTokens: AccessTokenSource? = nil,
        asksFirst: Bool = false,
        takesBack: Bool = false
    ) {
        self.reportsByReference = reportsByReference
        self.usualLimits = usualLimits
        self.accessTokens = accessTokens
        self.asksFirst = asksFirst
        self.takesBack = takesBack
        self.name = name
        self.channel = channel
        self.hasIdempotencyHandle = hasIdempotencyHandle
    }

    /// The request that goes first, where asked for.
    public func preparation(for dispatch: Dispatch) -> OutboundRequest? {
        guard asksFirst else { return nil }
        return OutboundRequest(
            url: "http://\(name).test/ready",
            headers: authorization(dispatch.accessToken)
        )
    }

    /// The request that takes a message back, where asked for.
    public func request(for revocation: Revocation) -> OutboundRequest? {
        guard takesBack else { return nil }
        return OutboundRequest(
            method: "DELETE",
            url: "http://\(name).test/\(revocation.message.id.text)",
            headers: authorization(revocation.accessToken)
        )
    }

    private func authorization(_ token: AccessToken?) -> [(name: String, value: String)] {
        token.map { [(name: "Authorization", value: "Bearer \($0.value)")] } ?? []
    }

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", dispatch.message.id.text)
        json.member("to", dispatch.to)
        json.member("text", dispatch.rendered.text)
        json.endObject()
        return OutboundRequest(
            url: "http://\(name).test/",
            headers: authorization(dispatch.accessToken),
            body: json.bytes
        )
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        switch reply.status {
        case 200..<300:
            .accepted(reference: (try? JSONReader.read(reply.body))?["id"]?.string ?? "ref")
        case 429: .retrySame(afterSeconds: reply.retryAfterSeconds ?? 1, reason: "rate")
        case 500...: .unknown(reason: "fault")
        case 403: .stop(reason: "account")
        case 409: .risk(reason: "identity")
        case 422: .fallback(reason: "unreachable")
        default: .drop(reason: "refused")
        }
    }

    /// What never left is a fallback: its tests are about routes.
    public func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome {
        switch result {
        case .success(let reply): outcome(of: reply)
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
        guard (2...4).contains(words.count), id != nil || reference != nil,
            let status = MessageStatus(rawValue: String(words[1]))
        else { throw .malformed(detail: "an id and a status belong here") }
        return CallbackContent(
            reports: [
                DeliveryReport(
                    message: id,
                    reference: reference,
                    status: status,
                    failureClass: words.count > 2 ? FailureClass(rawValue: String(words[2])) : nil,
                    recipient: words.count > 3 ? String(words[3]) : nil
                )
            ]
        )
    }
}
