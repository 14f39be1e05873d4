/// How the simulated platforms behave.
public struct SimulatorSettings: Sendable {
    /// The time from taking a message to its arrival, and then to each report, in milliseconds.
    public var delayMilliseconds = 150
    /// The name that WhatsApp and RCS show as the sender; SMS shows the sender that was asked for.
    public var businessName = "Simulated business"
    /// Names of the authentication templates that count as approved; nil for all.
    public var whatsAppTemplates: [String]?
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

    /// Settings that suit a demonstration and test keys.
    public init() {}
}
