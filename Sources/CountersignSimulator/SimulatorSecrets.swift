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
    let fcmToken: String
    /// The service account of the RCS agent and the apps; nil where nobody exchanges assertions.
    let rcsAccount: ServiceAccount?
    /// The team that may send through Apple's interface; nil for nobody.
    let apnsAccount: APNsAccount?

    /// Fresh secrets, or those that an earlier run's environment variables hold.
    ///
    /// - Parameters:
    ///   - environment: variables under the names of ``environment``; others are made.
    ///   - rcsAccount: the service account of the RCS agent and the apps, with a key made by the
    ///     caller.
    ///   - apnsAccount: the team of Apple's interface, with a key made by the caller.
    public init(
        from entropy: any Entropy,
        environment: [String: String] = [:],
        rcsAccount: ServiceAccount? = nil,
        apnsAccount: APNsAccount? = nil
    ) {
        let count = SimulatorSecrets.bytesCount
        let given = environment[SimulatorConfiguration.smsSecret].flatMap { WebhookSecret($0) }
        guard let sms = given ?? WebhookSecret(bytes: entropy.bytes(count)) else {
            preconditionFailure("A source of \(count) random bytes gave fewer.")
        }
        func token(_ name: String, _ make: ([UInt8]) -> String) -> String {
            if let given = environment[name], !given.isEmpty { return given }
            return make(entropy.bytes(count))
        }
        let spoken = { (bytes: [UInt8]) in "simulated-" + Base64URL.encode(bytes) }
        let hex = { (bytes: [UInt8]) in Hex.encode(Array(bytes.prefix(16))) }
        self.sms = sms
        twilioToken = token(SimulatorConfiguration.twilioToken, hex)
        twilioBackupToken = token(SimulatorConfiguration.twilioBackupToken, hex)
        whatsAppToken = token(SimulatorConfiguration.whatsAppToken, spoken)
        whatsAppAppSecret = token(SimulatorConfiguration.whatsAppAppSecret) { Hex.encode($0) }
        whatsAppVerifyToken = token(SimulatorConfiguration.whatsAppVerifyToken, spoken)
        rcsToken = token(SimulatorConfiguration.rcsToken, spoken)
        rcsClientToken = token(SimulatorConfiguration.rcsClientToken, spoken)
        fcmToken = spoken(entropy.bytes(count))
        self.apnsAccount = apnsAccount
        let kept = environment[SimulatorConfiguration.rcsAccount]
            .flatMap { ServiceAccount(keyFile: Array($0.utf8)) }
        self.rcsAccount = kept ?? rcsAccount
    }

    /// The environment variables that ``SimulatorConfiguration`` refers to, with their values.
    ///
    /// - Parameters:
    ///   - tokenURL: where the RCS platform exchanges assertions; nil leaves its account out.
    ///   - pushTokenURL: where Firebase does; nil leaves its account out.
    public func environment(
        tokenURL: String?,
        pushTokenURL: String? = nil
    ) -> [String: String] {
        var values = [
            SimulatorConfiguration.smsSecret: sms.revealed,
            SimulatorConfiguration.twilioToken: twilioToken,
            SimulatorConfiguration.twilioBackupToken: twilioBackupToken,
            SimulatorConfiguration.whatsAppToken: whatsAppToken,
            SimulatorConfiguration.whatsAppAppSecret: whatsAppAppSecret,
            SimulatorConfiguration.whatsAppVerifyToken: whatsAppVerifyToken,
            SimulatorConfiguration.rcsToken: rcsToken,
            SimulatorConfiguration.rcsClientToken: rcsClientToken,
        ]
        let exchanges = [
            (SimulatorConfiguration.rcsAccount, tokenURL),
            (SimulatorConfiguration.fcmAccount, pushTokenURL),
        ]
        for (name, url) in exchanges {
            guard let rcsAccount, let url else { continue }
            let file = rcsAccount.keyFile(tokenURL: url)
            values[name] = String(decoding: file.bytes, as: UTF8.self)
        }
        if let apnsAccount {
            values[SimulatorConfiguration.apnsKey] = String(
                decoding: apnsAccount.privateKeyPEM,
                as: UTF8.self
            )
        }
        return values
    }

    /// The environment variables without the service account.
    public var environment: [String: String] { environment(tokenURL: nil) }

    /// Bullets, whatever the secrets.
    public var description: String { "•••" }
    /// Bullets, whatever the secrets.
    public var debugDescription: String { "•••" }
    /// Shows nothing to a dump.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
