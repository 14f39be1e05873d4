/// A rehearsal's script: how each simulated platform behaves and what payers do, decided by a seed.
///
/// The same seed gives the same decisions for a platform's first, second and every further message,
/// whenever they come. What depends on time is only which window of a script is in force.
public struct Scenario: Equatable, Sendable {
    /// Decides everything that is left to chance.
    public var seed: UInt64 = 1
    /// What is not here behaves as ``PlatformScript`` usually does.
    public var platforms: [SimulatedPlatform: PlatformScript] = [:]
    /// What payers do.
    public var payers = PayerModel()
    /// How payments are driven when the scenario is rehearsed.
    public var rehearsal = RehearsalPlan()

    /// A calm day.
    public init() {}

    /// What the payer with a number does, and how long after the message came.
    public func intent(
        ofPayer number: Int
    ) -> (intent: PayerModel.Intent, afterMilliseconds: Int) {
        payers.intent(seed: seed, payer: UInt64(number))
    }

    /// The script of a platform.
    func script(of platform: SimulatedPlatform) -> PlatformScript {
        platforms[platform] ?? PlatformScript()
    }
}

/// The platforms that the simulator speaks as.
public enum SimulatedPlatform: String, CaseIterable, Sendable {
    /// An SMS gateway with Countersign's own signed format.
    case sms
    /// Twilio Programmable Messaging.
    case twilio
    /// A second account of it on a server of its own.
    case twilioBackup = "twilio-backup"
    /// WhatsApp Business Platform, Cloud API.
    case whatsapp
    /// RCS for Business.
    case rcs
    /// Firebase Cloud Messaging.
    case fcm
    /// Apple's push notification service.
    case apns

    /// Whether it carries SMS.
    public var isSMS: Bool { self == .sms || self == .twilio || self == .twilioBackup }
    /// Whether it brings notices to apps, of which nothing is ever reported.
    public var isPush: Bool { self == .fcm || self == .apns }
}

/// How payments are driven when a scenario is rehearsed.
public struct RehearsalPlan: Equatable, Sendable {
    /// The SMS platform that is asked first.
    public var main = SimulatedPlatform.twilio
    /// The one behind it.
    public var backup = SimulatedPlatform.twilioBackup
    /// Payments asked for in each second.
    public var paymentsPerSecond = 5.0
    /// How long payments are asked for, in seconds.
    public var seconds = 180.0
    /// How long a payer waits at the checkout before giving up, in seconds.
    public var patienceSeconds = 60.0

    /// Three minutes with five payments a second.
    public init() {}

    /// Payments in all.
    public var payments: Int { max(1, Int((paymentsPerSecond * seconds).rounded())) }
}
