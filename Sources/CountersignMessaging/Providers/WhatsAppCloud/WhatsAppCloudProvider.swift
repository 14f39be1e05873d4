public import CountersignCore

/// WhatsApp through Meta's Cloud API.
///
/// There is no recall, no capability check and no idempotency key; a message that expires is never heard
/// of. Source: WhatsApp Business Platform, Cloud API, "Messages", "Webhooks", "Error codes".
public struct WhatsAppCloudProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// WhatsApp.
    public var channel: Channel { .whatsapp }
    /// There is no idempotency key.
    public var hasIdempotencyHandle: Bool { false }
    /// Reports echo our id as `biz_opaque_callback_data`.
    public var reportsByReference: Bool { false }
    /// The message with the payment is the preparation of the one with the code.
    public var sendsPairs: Bool { true }
    /// "I didn't request a code" names the message by the platform's id alone.
    public var repliesByReference: Bool { true }
    /// What one business number sends a second, and the pair rate.
    public var usualLimits: ProviderLimits {
        var limits = ProviderLimits.whatsAppPair
        limits.perSecondMax = WhatsAppCloudProvider.messagesPerSecondMax
        return limits
    }
    /// The header field that callbacks are authenticated by.
    public var callbackHeaders: [String] { [WhatsAppCloudReceipt.signatureHeader] }

    /// Messages a second of one business number.
    static let messagesPerSecondMax = 80

    let baseURL: String
    let version: String
    let phoneNumberID: String
    /// Whose templates ``creation(of:)`` and ``templateList(after:)`` speak of; nil where not given.
    let businessAccountID: String?
    let accessToken: ProviderSecret
    let appSecret: ProviderSecret
    let verifyToken: ProviderSecret
    let crypto: ProviderCrypto

    /// The message with the payment, where the template sends two: it goes first.
    public func preparation(for dispatch: Dispatch) -> OutboundRequest? {
        WhatsAppContent.preparation(for: dispatch, by: outboundRequest)
    }

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(
            WhatsAppContent(dispatch.rendered).message,
            reference: dispatch.message.id.text,
            for: dispatch
        )
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        WhatsAppCloudReply.outcome(of: reply, crypto)
    }

    /// Authenticates and reads a callback, or answers the handshake of a subscription.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        let receipt = WhatsAppCloudReceipt(
            phoneNumberID: phoneNumberID,
            appSecret: appSecret,
            verifyToken: verifyToken,
            crypto: crypto
        )
        return callback.method == "GET"
            ? try receipt.handshake(callback) : try receipt.content(of: callback)
    }
}
