public import CountersignCore

/// SMS and WhatsApp through Plivo.
///
/// Source: Plivo, "Send a message", "Message status callbacks" and "Signature validation" (V3).
public struct PlivoProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// There is no idempotency key.
    public var hasIdempotencyHandle: Bool { false }
    /// Reports come to a URL with our id.
    public var reportsByReference: Bool { false }
    /// On WhatsApp the platform's pair rate.
    public var usualLimits: ProviderLimits {
        channel == .whatsapp ? .whatsAppPair : ProviderLimits()
    }
    /// The header fields with a callback's signatures and their nonce.
    public var callbackHeaders: [String] { PlivoSignature.headers }

    let baseURL: String
    let accountID: String
    let credentials: BasicCredentials
    let sender: SenderSetting
    let signature: PlivoSignature
    let callbackURL: String

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        PlivoReply.outcome(of: reply)
    }

    /// Authenticates and reads a callback.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        try PlivoReceipt.content(
            of: try signature.parameters(of: callback, under: callbackURL),
            message: MessageCallback.message(in: callback)
        )
    }
}

extension PlivoProvider {
    private static let settings = [
        "kind", "channel", "auth_id", "auth_token", "from", "powerpack_uuid", "base_url",
    ]

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<PlivoProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: PlivoProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.sms, .whatsapp])
        let account = reader.user("auth_id", in: settings, example: "MAXXXXXXXXXXXXXXXXXX")
        let token = reader.secret("auth_token", in: settings)
        let pool = reader.text(settings.members["powerpack_uuid"], at: "/powerpack_uuid")
        let sender = reader.sender(orPool: "powerpack_uuid", pool, in: settings)
        let baseURL = reader.baseURL("base_url", in: settings, standard: "https://api.plivo.com")
        guard let channel, let account, let token, let sender else { return reader.finished(nil) }
        return reader.finished(
            PlivoProvider(
                name: settings.name,
                channel: channel,
                baseURL: baseURL,
                accountID: account,
                credentials: BasicCredentials(user: account, password: token),
                sender: sender,
                signature: PlivoSignature(authToken: token, crypto: settings.crypto),
                callbackURL: settings.callbackURL
            )
        )
    }
}
