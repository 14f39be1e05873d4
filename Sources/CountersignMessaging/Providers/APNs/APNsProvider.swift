public import CountersignCore

/// Push to apps through Apple's push notification service, over HTTP/2.
///
/// Source: Apple, "Sending notification requests to APNs", "Handling notification responses from
/// APNs", "Establishing a token-based connection to APNs". There are no delivery reports.
public struct APNsProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// The same id, and a collapse id: a repeat replaces what came before on the device.
    public var hasIdempotencyHandle: Bool { true }
    /// There are no reports at all.
    public var reportsByReference: Bool { false }
    /// Tokens signed by the team's key.
    public var accessTokens: AccessTokenSource? { key.accessTokens }
    /// No callback is authentic.
    public var callbackHeaders: [String] { [] }

    let baseURL: String
    let topic: String
    let key: APNsKey

    /// Its own tokens only.
    public func serves(_ platform: PushPlatform) -> Bool { platform == .apns }

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        APNsReply.outcome(of: reply)
    }

    /// The answer to a token that is too old.
    public func refusesToken(_ result: Result<OutboundReply, OutboundFailure>) -> Bool {
        (try? result.get()).map(APNsReply.refusesToken) ?? false
    }

    /// There are no callbacks.
    /// - Throws: ``CallbackFault/forged``, always.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        throw .forged
    }
}

extension APNsProvider {
    private static let settings = [
        "kind", "channel", "key", "key_id", "team_id", "topic", "environment", "base_url",
    ]

    /// Which of Apple's two services a device's token belongs to.
    private enum Environment: String, CaseIterable {
        case production
        case development
    }

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<APNsProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: APNsProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.push])
        let key = reader.apnsKey(in: settings)
        let topic = reader.requiredText("topic", in: settings, example: "example.shop.app")
        if let topic, !topic.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            reader.fault("/topic", "the app's bundle id belongs here, such as \"example.shop.app\"")
        }
        let environment = reader.word(
            settings.members["environment"],
            as: Environment.self,
            at: "/environment"
        )
        let baseURL = reader.baseURL(
            "base_url",
            in: settings,
            standard: environment == .development
                ? "https://api.sandbox.push.apple.com" : "https://api.push.apple.com"
        )
        guard let channel, let key, let topic else { return reader.finished(nil) }
        return reader.finished(
            APNsProvider(
                name: settings.name,
                channel: channel,
                baseURL: baseURL,
                topic: topic,
                key: key
            )
        )
    }
}
