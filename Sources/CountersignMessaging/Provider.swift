public import CountersignCore
public import CountersignTemplates

/// Everything that a provider's request is made of.
public struct Dispatch: Sendable {
    /// The message as stored.
    public let message: Message
    /// The destination: E.164 for phones, an address for email.
    public let to: String
    /// What the payer will see; carries the code.
    public let rendered: RenderedMessage
    /// When the code dies.
    public let expiresAt: Instant
    /// The present moment.
    public let now: Instant

    /// A dispatch.
    public init(
        message: Message,
        to: String,
        rendered: RenderedMessage,
        expiresAt: Instant,
        now: Instant
    ) {
        self.message = message
        self.to = to
        self.rendered = rendered
        self.expiresAt = expiresAt
        self.now = now
    }
}

/// What to do after a hand-over.
///
/// A code lives for minutes, so another channel now is worth more than the same provider later.
public enum DispatchOutcome: Equatable, Sendable {
    /// The provider took it; `reference` is its own id of the message, where it gave one.
    case accepted(reference: String?)
    /// It certainly was not processed: the same provider may be tried again after so many seconds.
    case retrySame(afterSeconds: Int, reason: String)
    /// Go to the next provider or channel at once.
    case fallback(reason: String)
    /// Permanent for this recipient on this channel: go on without it.
    case drop(reason: String)
    /// Configuration or account fault: alert, and go to the next.
    case stop(reason: String)
    /// It may or may not have been processed.
    case unknown(reason: String)

    /// The bounded word for logs, metrics and attempts.
    public var label: String {
        switch self {
        case .accepted: "accepted"
        case .retrySame: "retry-same"
        case .fallback: "fallback"
        case .drop: "drop"
        case .stop: "stop"
        case .unknown: "unknown"
        }
    }
}

/// A provider's claim about a message.
///
/// It advances a message's state and never approves anything.
public struct DeliveryReport: Equatable, Sendable {
    /// The message, by our id; nil where the provider echoes only its own, in `reference`.
    public let message: MessageID?
    /// The provider's own id of it, where given.
    ///
    /// At least one of the two is.
    public let reference: String?
    /// The status claimed.
    public let status: MessageStatus
    /// Why it failed, a short word of at most 64 characters; never free text of a stranger.
    public let failure: String?

    /// A report.
    public init(message: MessageID?, reference: String?, status: MessageStatus, failure: String?) {
        self.message = message
        self.reference = reference
        self.status = status
        self.failure = failure
    }
}

/// Why a callback is refused.
///
/// Checked top to bottom; the first that applies is returned.
public enum CallbackFault: Error, Equatable, Sendable {
    /// The signature is missing, wrong, or too old.
    case forged
    /// It is authentic but not understood; `detail` says what belongs there.
    case malformed(detail: String)
}

/// A request that came to a provider's callback URL.
public struct Callback: Sendable {
    /// Header fields; names in lower case.
    public let headers: [String: String]
    /// The raw body.
    public let body: [UInt8]

    /// A callback.
    public init(headers: [String: String], body: [UInt8]) {
        self.headers = headers
        self.body = body
    }
}

/// One configured provider: pure functions between our values and its wire format.
public protocol Provider: Sendable {
    /// Its name in the configuration.
    var name: String { get }
    /// The channel that it serves.
    var channel: Channel { get }
    /// Whether the same message handed over twice is delivered once.
    var hasIdempotencyHandle: Bool { get }
    /// Whether its delivery reports carry its own id of a message instead of ours.
    var reportsByReference: Bool { get }
    /// The request that hands a message over.
    func request(for dispatch: Dispatch) -> OutboundRequest
    /// What its answer means.
    func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome
    /// Header fields that a callback is authenticated by, in lower case.
    ///
    /// The door reads no others than it is told.
    var callbackHeaders: [String] { get }
    /// Authenticates and reads a callback.
    func reports(in callback: Callback, at now: Instant) throws(CallbackFault) -> [DeliveryReport]
}
