public import CountersignCore

/// SMS, RCS and WhatsApp through Vonage's Messages API.
///
/// Source: Vonage, "Messages API reference" and "Signed webhooks".
public struct VonageProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// There is no idempotency key.
    public var hasIdempotencyHandle: Bool { false }
    /// Reports echo our id as `client_ref`.
    public var reportsByReference: Bool { false }
    /// Answers on WhatsApp name the message by their own id.
    public var repliesByReference: Bool { channel == .whatsapp }
    /// Both messages on WhatsApp.
    public var sendsPairs: Bool { channel == .whatsapp }
    /// About 30 requests a second, and on WhatsApp the platform's pair rate.
    public var usualLimits: ProviderLimits {
        var limits = channel == .whatsapp ? ProviderLimits.whatsAppPair : ProviderLimits()
        limits.perSecondMax = VonageProvider.requestsPerSecondMax
        return limits
    }
    /// Tokens signed by the application's key; none where the account's key and secret authorise.
    public var accessTokens: AccessTokenSource? { credentials.accessTokens }
    /// The header field with a callback's signed token.
    public var callbackHeaders: [String] { signature == nil ? [] : ["authorization"] }

    /// The rate that the interface is said to take from one account.
    static let requestsPerSecondMax = 30

    let baseURL: String
    let from: String
    let category: VonageCategory
    let credentials: VonageCredentials
    /// Nil where callbacks come unsigned, so that none is asked for and none believed.
    let signature: VonageSignature?
    let callbackURL: String

    /// The message with the payment, where a template for WhatsApp sends two: it goes first.
    public func preparation(for dispatch: Dispatch) -> OutboundRequest? {
        WhatsAppContent.preparation(for: dispatch, by: whatsAppRequest)
    }

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// The request that takes an RCS message back before it is delivered.
    public func request(for revocation: Revocation) -> OutboundRequest? {
        outboundRequest(for: revocation)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        VonageReply.outcome(of: reply)
    }

    /// Authenticates and reads a callback.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        guard let signature else { throw .forged }
        try signature.verify(callback, at: now)
        return try VonageReceipt.content(of: callback)
    }
}
