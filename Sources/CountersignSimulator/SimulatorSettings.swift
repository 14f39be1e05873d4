/// How the simulated platforms behave.
public struct SimulatorSettings: Sendable {
    /// The time from taking a message to its arrival, and then to each report, in milliseconds, where
    /// there is no scenario.
    public var delayMilliseconds = 150
    /// How the platforms behave over time; nil for a calm day.
    public var scenario: Scenario?
    /// Whether each platform has a server of its own, so that it alone can refuse connections.
    ///
    /// Else a platform that should refuse them answers 5xx.
    public var hasOwnServers = false
    /// Whether the simulator can be asked and moved over HTTP; see ``SimulatorControl``.
    public var hasControl = false
    /// Whether payers tap the buttons of messages as the scenario says.
    public var payersTap = false
    /// Whether the RCS platform posts its events.
    public var reportsRCSEvents = false
    /// The name that WhatsApp and RCS show as the sender; SMS shows the sender that was asked for.
    public var businessName = "Simulated business"
    /// Names of the authentication templates that count as approved; nil for all.
    public var whatsAppTemplates: [String]?
    /// The status of a template that was just submitted; `PENDING` until the platform's people decide.
    public var newTemplateStatus = "APPROVED"
    /// Whether the simulated WhatsApp account was let into Direct Send.
    public var allowsDirectSend = false
    /// The id of the simulated WhatsApp number, as it stands in the URL.
    public var phoneNumberID = "100000000000001"
    /// The simulated WhatsApp number itself; 555-0100 to 555-0199 are reserved for fiction.
    public var displayPhoneNumber = "15555550100"
    /// The id of the simulated WhatsApp business account.
    public var businessAccountID = "100000000000002"
    /// The id of the simulated RCS agent.
    public var agentID = "countersign-simulator"
    /// The SID of the simulated Twilio account.
    public var twilioAccountSID = "AC00000000000000000000000000000001"
    /// The SID of the account on the second server.
    public var twilioBackupAccountSID = "AC00000000000000000000000000000002"
    /// The number that SMS come from where none is asked for; Ofcom reserves it for fiction.
    public var twilioSender = "+447700900999"

    /// What stands before a platform's name in the name of its provider.
    ///
    /// The service keeps the usual one for test keys.
    public var providerPrefix = "simulator-"

    /// Settings that suit a demonstration and test keys.
    public init() {}

    /// Settings of a simulator that other programs use: every platform on a server of its own.
    public static var standalone: SimulatorSettings {
        var settings = SimulatorSettings()
        settings.hasOwnServers = true
        settings.hasControl = true
        settings.payersTap = true
        settings.reportsRCSEvents = true
        settings.providerPrefix = ""
        return settings
    }

    /// The name of the provider of a platform in a service's configuration.
    public func provider(of platform: SimulatedPlatform) -> String {
        providerPrefix + platform.rawValue
    }

    /// The scenario in force: what is not said in one takes ``delayMilliseconds``.
    var scenarioInForce: Scenario {
        if let scenario { return scenario }
        var calm = Behaviour()
        calm.latency = .fixed(milliseconds: delayMilliseconds)
        calm.receiptLatency = .fixed(milliseconds: delayMilliseconds)
        var scenario = Scenario()
        for platform in SimulatedPlatform.allCases {
            scenario.platforms[platform] = PlatformScript(usual: calm)
        }
        return scenario
    }
}
