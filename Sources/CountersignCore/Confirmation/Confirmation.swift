/// Whether a confirmation reaches real phones.
public enum Mode: String, CaseIterable, Hashable, Sendable {
    /// Real providers.
    case live
    /// The built-in simulator only.
    case test
}

/// One question to one payer, with everything that decides what may happen next.
///
/// It is a value: ``handle(_:at:)`` decides, others act. Source: binding.md.
public struct Confirmation: Equatable, Sendable {
    /// The facts that the payer agrees to, of the current generation.
    public internal(set) var context: Context {
        didSet { contextBytes = context.canonicalBytes }
    }
    /// The canonical bytes of the context, made once for each generation.
    public private(set) var contextBytes: [UInt8]
    /// The keys that the current context and code were made with.
    public internal(set) var keys: KeyIDs
    /// Live or test.
    public let mode: Mode
    /// Where it stands.
    public internal(set) var status: ConfirmationStatus
    /// How it is carried out.
    public let settings: ConfirmationSettings
    /// What the policy decided and why.
    public let decision: Decision
    /// Attempts that were counted.
    public internal(set) var attempts: Int
    /// Messages that count against the limit of sends.
    public internal(set) var sends: Int
    /// When the last counted message was made.
    public internal(set) var lastSentAt: Instant?
    /// When the confirmation was made.
    public let createdAt: Instant
    /// When it left `pending`.
    public internal(set) var closedAt: Instant?
    /// The amount before the latest amendment.
    public internal(set) var previousAmount: Amount?
    /// The payee before the latest amendment.
    public internal(set) var previousPayee: Payee?
    /// The language of its messages, a BCP 47 tag.
    public let locale: String
    /// Recipient, signals and metadata, sealed under the data key.
    public let sealedDetails: [UInt8]
    /// The signed receipt, once there is one.
    public internal(set) var receipt: String?
    /// Counts the changes; guards against two at once.
    public internal(set) var version: Int
    /// When somebody must look at it again although nothing came in: the next channel, or the deadline.
    public internal(set) var wakeAt: Instant?

    /// The id.
    public var id: ConfirmationID { context.id }
    /// Attempts that will still be accepted.
    public var attemptsLeft: Int { max(0, settings.attemptsMax - attempts) }

    /// A confirmation from all its parts, as the store reads it.
    public init(
        context: Context,
        keys: KeyIDs,
        mode: Mode,
        status: ConfirmationStatus,
        settings: ConfirmationSettings,
        decision: Decision,
        attempts: Int,
        sends: Int,
        lastSentAt: Instant?,
        createdAt: Instant,
        closedAt: Instant?,
        previousAmount: Amount?,
        previousPayee: Payee?,
        locale: String,
        sealedDetails: [UInt8],
        receipt: String?,
        version: Int,
        wakeAt: Instant?
    ) {
        self.context = context
        self.contextBytes = context.canonicalBytes
        self.keys = keys
        self.mode = mode
        self.status = status
        self.settings = settings
        self.decision = decision
        self.attempts = attempts
        self.sends = sends
        self.lastSentAt = lastSentAt
        self.createdAt = createdAt
        self.closedAt = closedAt
        self.previousAmount = previousAmount
        self.previousPayee = previousPayee
        self.locale = locale
        self.sealedDetails = sealedDetails
        self.receipt = receipt
        self.version = version
        self.wakeAt = wakeAt
    }
}
