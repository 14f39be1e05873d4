public import CountersignCore
public import CountersignMessaging
public import CountersignPolicy
public import CountersignTemplates

/// A policy that is in force, with the version of its text.
public struct ActivePolicy: Sendable {
    /// The policy.
    public let policy: Policy
    /// The version of its text, counted from 1 for each merchant.
    public let version: Int

    /// A policy in force.
    public init(policy: Policy, version: Int) {
        self.policy = policy
        self.version = version
    }
}

/// What the use cases need from the world and from the other rooms.
public struct CheckoutDependencies: Sendable {
    /// The durable memory.
    public var store: any ConfirmationStore
    /// What policies' counters are rebuilt from; nil to begin at nothing.
    public var counterStore: (any CounterStore)?
    /// Merchants and their keys.
    public var directory: DirectoryCache
    /// Everything that needs a secret key.
    public var keyring: any Keyring
    /// The moment.
    public var clock: any Clock
    /// Fresh random bytes.
    public var entropy: any Entropy
    /// The way out.
    public var carrier: any Carrier
    /// Providers by their name in the configuration.
    public var providers: [String: any Provider]
    /// What providers take at once, by name, where it is not their usual limits.
    public var limits: [String: ProviderLimits] = [:]
    /// How payers are taught.
    public var education = EducationSettings()
    /// The memory of earlier payments, for tips; nil where nobody shall count as new.
    public var educationStore: (any EducationStore)?
    /// The route of a merchant's messages.
    public var route: @Sendable (MerchantID, Mode) -> Route
    /// The templates in force.
    public var templates: @Sendable () -> TemplateLibrary
    /// The policy in force for a merchant.
    public var policy: @Sendable (MerchantID) -> ActivePolicy
    /// How many seconds a time zone's clocks are ahead of UTC at a moment.
    public var zoneOffsetSeconds: @Sendable (_ zone: String, _ moment: Instant) -> Int
    /// Who signs receipts: the service's public URL or name.
    public var issuer: String
    /// Where log lines go.
    public var log: any Log
    /// What is counted.
    public var metrics: Metrics

    /// Dependencies.
    public init(
        store: any ConfirmationStore,
        directory: DirectoryCache,
        keyring: any Keyring,
        clock: any Clock,
        entropy: any Entropy,
        carrier: any Carrier,
        providers: [String: any Provider],
        route: @escaping @Sendable (MerchantID, Mode) -> Route,
        templates: @escaping @Sendable () -> TemplateLibrary,
        policy: @escaping @Sendable (MerchantID) -> ActivePolicy,
        zoneOffsetSeconds: @escaping @Sendable (_ zone: String, _ moment: Instant) -> Int,
        issuer: String,
        log: any Log,
        metrics: Metrics
    ) {
        self.store = store
        self.directory = directory
        self.keyring = keyring
        self.clock = clock
        self.entropy = entropy
        self.carrier = carrier
        self.providers = providers
        self.route = route
        self.templates = templates
        self.policy = policy
        self.zoneOffsetSeconds = zoneOffsetSeconds
        self.zoneOffsetSeconds = zoneOffsetSeconds
        self.issuer = issuer
        self.log = log
        self.metrics = metrics
    }
}
