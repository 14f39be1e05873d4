public import CountersignCore

/// SMS through a channel of Bird.
///
/// Source: Bird, "Channels API" and "Webhook signing".
public struct BirdProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// There is no idempotency key.
    public var hasIdempotencyHandle: Bool { false }
    /// Events name Bird's own id of the message.
    public var reportsByReference: Bool { true }
    /// The documented rate of a workspace.
    public var usualLimits: ProviderLimits {
        ProviderLimits(perSecondMax: BirdProvider.requestsPerSecondMax)
    }
    /// The header fields with a callback's signature and its time.
    public var callbackHeaders: [String] { BirdSignature.headers }

    /// POST requests a second and workspace.
    static let requestsPerSecondMax = 500

    let baseURL: String
    let workspaceID: String
    let channelID: String
    let accessKey: ProviderSecret
    let signature: BirdSignature
    let callbackURL: String

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        BirdReply.outcome(of: reply)
    }

    /// Authenticates and reads a callback.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        try signature.verify(callback, under: callbackURL, at: now)
        return try BirdReceipt.content(of: callback)
    }
}

extension BirdProvider {
    private static let settings = [
        "kind", "channel", "workspace_id", "channel_id", "access_key", "signing_key", "base_url",
    ]
    private static let exampleID = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<BirdProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: BirdProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.sms])
        let workspace = reader.requiredText("workspace_id", in: settings, example: exampleID)
        let channelID = reader.requiredText("channel_id", in: settings, example: exampleID)
        let accessKey = reader.headerSecret("access_key", in: settings)
        let signingKey = reader.secret("signing_key", in: settings)
        let baseURL = reader.baseURL("base_url", in: settings, standard: "https://api.bird.com")
        guard let channel, let workspace, let channelID, let accessKey, let signingKey else {
            return reader.finished(nil)
        }
        return reader.finished(
            BirdProvider(
                name: settings.name,
                channel: channel,
                baseURL: baseURL,
                workspaceID: workspace,
                channelID: channelID,
                accessKey: accessKey,
                signature: BirdSignature(key: signingKey, crypto: settings.crypto),
                callbackURL: settings.callbackURL
            )
        )
    }
}
