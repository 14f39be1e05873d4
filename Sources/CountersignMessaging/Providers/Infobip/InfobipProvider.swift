public import CountersignCore

/// SMS, RCS and WhatsApp through Infobip.
///
/// Source: Infobip OpenAPI 3.210.0, "SMS", "RCS" and "WhatsApp".
public struct InfobipProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// A repeated `messageId`, which is our id, is refused as a duplicate and not delivered again.
    public var hasIdempotencyHandle: Bool { true }
    /// Its own id of a message is ours.
    public var reportsByReference: Bool { false }
    /// Answers name the message by its `messageId`, where the platform could match it.
    public var repliesByReference: Bool { true }
    /// Both messages on WhatsApp.
    public var sendsPairs: Bool { channel == .whatsapp }
    /// On WhatsApp the platform's pair rate; otherwise none of its own.
    public var usualLimits: ProviderLimits {
        channel == .whatsapp ? .whatsAppPair : ProviderLimits()
    }
    /// The header field of Basic authentication, where that was agreed on.
    public var callbackHeaders: [String] { callbacks.headers }

    let baseURL: String
    let key: ProviderSecret
    let from: String
    let callbacks: InfobipCallbacks
    let callbackURL: String
    /// The URL for reports that goes with each message; nil where the account's own is used.
    ///
    /// Made anew each time: it holds the secret, which nothing that prints a provider may show.
    var reportURL: String? { callbacks.secret?.url(callbackURL) }

    /// The message with the payment, where a template for WhatsApp sends two: it goes first.
    public func preparation(for dispatch: Dispatch) -> OutboundRequest? {
        WhatsAppContent.preparation(for: dispatch, by: whatsAppRequest)
    }

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        InfobipReply.outcome(of: reply)
    }

    /// Authenticates and reads a callback.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        guard callbacks.areProved(by: callback) else { throw .forged }
        return try InfobipReceipt.content(of: callback)
    }
}

/// How Infobip proves that a callback is its own: either way is enough, as the account's subscription
/// carries credentials and the URL that goes with a message carries the secret.
struct InfobipCallbacks: Sendable {
    let credentials: BasicCredentials?
    let secret: CallbackSecret?
    let crypto: ProviderCrypto

    var headers: [String] { credentials == nil ? [] : ["authorization"] }

    func areProved(by callback: Callback) -> Bool {
        if let secret, secret.isProved(by: callback) { return true }
        return credentials?.areGiven(in: callback.headers["authorization"], crypto) ?? false
    }
}
