public import CountersignCore

/// SMS through MessageBird's legacy REST interface.
///
/// Source: MessageBird, "SMS messaging" and "Verify HTTP requests".
public struct MessageBirdProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// There is no idempotency key.
    public var hasIdempotencyHandle: Bool { false }
    /// Reports echo our id as `reference`.
    public var reportsByReference: Bool { false }
    /// The header field with a report's signed token.
    public var callbackHeaders: [String] { [MessageBirdSignature.header] }

    let baseURL: String
    let from: String
    let accessKey: ProviderSecret
    let signature: MessageBirdSignature
    let callbackURL: String

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        MessageBirdReply.outcome(of: reply)
    }

    /// Authenticates and reads a callback.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        try signature.verify(callback, under: callbackURL, at: now)
        return try MessageBirdReceipt.content(of: callback)
    }
}

extension MessageBirdProvider {
    private static let settings = [
        "kind", "channel", "access_key", "signing_key", "from", "base_url",
    ]

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<MessageBirdProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: MessageBirdProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.sms])
        let accessKey = reader.headerSecret("access_key", in: settings)
        let signingKey = reader.secret("signing_key", in: settings)
        let from = reader.requiredText("from", in: settings, example: "ACME")
        let baseURL = reader.baseURL(
            "base_url",
            in: settings,
            standard: "https://rest.messagebird.com"
        )
        guard let channel, let accessKey, let signingKey, let from else {
            return reader.finished(nil)
        }
        return reader.finished(
            MessageBirdProvider(
                name: settings.name,
                channel: channel,
                baseURL: baseURL,
                from: from,
                accessKey: accessKey,
                signature: MessageBirdSignature(key: signingKey, crypto: settings.crypto),
                callbackURL: settings.callbackURL
            )
        )
    }
}
