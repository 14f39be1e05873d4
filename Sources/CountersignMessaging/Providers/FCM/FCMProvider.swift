public import CountersignCore

/// Push to apps through Firebase Cloud Messaging, HTTP v1.
///
/// Source: Google, `fcm:v1`, revision 20261023. There are no delivery reports.
public struct FCMProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// A collapse key: a repeat replaces what came before on the device.
    public var hasIdempotencyHandle: Bool { true }
    /// There are no reports at all.
    public var reportsByReference: Bool { false }
    /// Tokens that Google gives for the service account's assertions.
    public let accessTokens: AccessTokenSource?
    /// No callback is authentic.
    public var callbackHeaders: [String] { [] }

    /// What its tokens are for.
    static let scope = "https://www.googleapis.com/auth/firebase.messaging"

    /// What names a device.
    enum Target: String, CaseIterable, Sendable {
        /// A Firebase installation id.
        case fid
        /// A registration token, the older kind.
        case token
    }

    let baseURL: String
    let project: String
    let target: Target

    /// A provider that takes its tokens from somewhere else than a service account.
    ///
    /// - Parameters:
    ///   - baseURL: of the interface, without a slash at its end.
    ///   - project: the id of the Firebase project.
    public init(
        name: String,
        baseURL: String,
        project: String,
        accessTokens: AccessTokenSource
    ) {
        self.init(
            name: name,
            baseURL: baseURL,
            project: project,
            target: .token,
            accessTokens: accessTokens
        )
    }

    private init(
        name: String,
        baseURL: String,
        project: String,
        target: Target,
        accessTokens: AccessTokenSource
    ) {
        self.name = name
        self.channel = .push
        self.baseURL = baseURL
        self.project = project
        self.target = target
        self.accessTokens = accessTokens
    }

    /// Its own tokens only.
    public func serves(_ platform: PushPlatform) -> Bool { platform == .fcm }

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        FCMReply.outcome(of: reply)
    }

    /// An answer with the status 401 or 403 that is not about the device or Apple's credentials.
    public func refusesToken(_ result: Result<OutboundReply, OutboundFailure>) -> Bool {
        (try? result.get()).map(FCMReply.refusesToken) ?? false
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

extension FCMProvider {
    private static let settings = [
        "kind", "channel", "service_account", "project", "target", "base_url",
    ]

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<FCMProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: FCMProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.push])
        let account = reader.serviceAccount("service_account", in: settings)
        let named = reader.text(settings.members["project"], at: "/project")
        let target = reader.word(settings.members["target"], as: Target.self, at: "/target")
        let baseURL = reader.baseURL(
            "base_url",
            in: settings,
            standard: "https://fcm.googleapis.com"
        )
        guard let account else { return reader.finished(nil) }
        guard let project = named ?? account.projectID else {
            reader.fault("/project", "project is missing, and the key file names none")
            return reader.finished(nil)
        }
        guard channel != nil else { return reader.finished(nil) }
        return reader.finished(
            FCMProvider(
                name: settings.name,
                baseURL: baseURL,
                project: project,
                target: target ?? .token,
                accessTokens: account.accessTokens(scope: FCMProvider.scope)
            )
        )
    }
}
