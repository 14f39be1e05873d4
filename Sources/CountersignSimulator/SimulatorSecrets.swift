public import CountersignCore
import CountersignMessaging

/// What the service and the simulated platforms prove themselves to each other with, new in each run.
///
/// Prints as `•••`.
public struct SimulatorSecrets: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Random bytes of each.
    private static let bytesCount = 32

    let sms: WebhookSecret
    let twilioToken: String
    let twilioBackupToken: String
    let whatsAppToken: String
    let whatsAppAppSecret: String
    let whatsAppVerifyToken: String
    let rcsToken: String
    let rcsClientToken: String
    /// The service account of the RCS agent; nil where nobody exchanges assertions.
    let rcsAccount: ServiceAccount?

    /// Fresh secrets.
    ///
    /// - Parameter rcsAccount: the service account of the RCS agent, with a key made by the caller.
    public init(from entropy: any Entropy, rcsAccount: ServiceAccount? = nil) {
        let count = SimulatorSecrets.bytesCount
        guard let sms = WebhookSecret(bytes: entropy.bytes(count)) else {
            preconditionFailure("A source of \(count) random bytes gave fewer.")
        }
        self.sms = sms
        twilioToken = Hex.encode(entropy.bytes(16))
        twilioBackupToken = Hex.encode(entropy.bytes(16))
        whatsAppToken = "simulated-" + Base64URL.encode(entropy.bytes(count))
        whatsAppAppSecret = Hex.encode(entropy.bytes(count))
        whatsAppVerifyToken = "simulated-" + Base64URL.encode(entropy.bytes(count))
        rcsToken = "simulated-" + Base64URL.encode(entropy.bytes(count))
        rcsClientToken = "simulated-" + Base64URL.encode(entropy.bytes(count))
        self.rcsAccount = rcsAccount
    }

    /// The environment variables that ``SimulatorConfiguration`` refers to, with their values.
    public var environment: [String: String] {
        [
            SimulatorConfiguration.smsSecret: sms.revealed,
            SimulatorConfiguration.whatsAppToken: whatsAppToken,
            SimulatorConfiguration.whatsAppAppSecret: whatsAppAppSecret,
            SimulatorConfiguration.rcsToken: rcsToken,
        ]
    }

    /// Bullets, whatever the secrets.
    public var description: String { "•••" }
    /// Bullets, whatever the secrets.
    public var debugDescription: String { "•••" }
    /// Shows nothing to a dump.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
