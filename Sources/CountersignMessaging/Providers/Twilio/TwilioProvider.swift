public import CountersignCore

/// SMS, WhatsApp and RCS through Twilio's Programmable Messaging.
///
/// Source: Twilio, "Messages resource" of the API 2010-04-01, "Security" and "Error codes".
public struct TwilioProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// There is no idempotency key.
    public var hasIdempotencyHandle: Bool { false }
    /// Reports come to a URL with our id.
    public var reportsByReference: Bool { false }
    /// A quoted reply on WhatsApp names the message by Twilio's id.
    public var repliesByReference: Bool { channel == .whatsapp }
    /// On WhatsApp the platform's pair rate.
    public var usualLimits: ProviderLimits {
        channel == .whatsapp ? .whatsAppPair : ProviderLimits()
    }
    /// The header fields with a callback's signature and with what it was made by.
    public var callbackHeaders: [String] {
        [TwilioSignature.header, TwilioSignature.settingsHeader]
    }

    let baseURL: String
    let accountSID: String
    let credentials: BasicCredentials
    let sender: SenderSetting
    /// The stored content that a message fills; nil for plain text.
    let contentSID: String?
    let signature: TwilioSignature
    let callbackURL: String

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        TwilioReply.outcome(of: reply)
    }

    /// Authenticates and reads a callback.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        try TwilioReceipt.content(
            of: try signature.parameters(of: callback, under: callbackURL),
            message: MessageCallback.message(in: callback)
        )
    }
}
