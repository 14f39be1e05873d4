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
    let whatsAppToken: String
    let whatsAppAppSecret: String
    let rcsToken: String

    /// Fresh secrets.
    public init(from entropy: any Entropy) {
        let count = SimulatorSecrets.bytesCount
        guard let sms = WebhookSecret(bytes: entropy.bytes(count)) else {
            preconditionFailure("A source of \(count) random bytes gave fewer.")
        }
        self.sms = sms
        whatsAppToken = "simulated-" + Base64URL.encode(entropy.bytes(count))
        whatsAppAppSecret = Hex.encode(entropy.bytes(count))
        rcsToken = "simulated-" + Base64URL.encode(entropy.bytes(count))
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
