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
///
/// It is handed around and copied a lot, so that what never changes, and what changes with a generation
/// only, is shared by its copies.
public struct Confirmation: Equatable, Sendable {
    @usableFromInline var agreed: Agreed
    @usableFromInline let opening: Opening
    /// The keys that the current context and code were made with.
    public internal(set) var keys: KeyIDs
    /// Where it stands.
    public internal(set) var status: ConfirmationStatus
    /// Attempts that were counted.
    public internal(set) var attempts: Int
    /// Messages that count against the limit of sends.
    public internal(set) var sends: Int
    /// When the last counted message was made.
    public internal(set) var lastSentAt: Instant?
    /// When it left `pending`.
    public internal(set) var closedAt: Instant?
    /// The amount before the latest amendment.
    public internal(set) var previousAmount: Amount?
    /// The payee before the latest amendment.
    public internal(set) var previousPayee: Payee?
    /// The signed receipt, once there is one.
    public internal(set) var receipt: String?
    /// Counts the changes; guards against two at once.
    public internal(set) var version: Int
    /// When somebody must look at it again although nothing came in: the next channel, or the deadline.
    public internal(set) var wakeAt: Instant?

    /// The facts that the payer agrees to, of the current generation.
    public internal(set) var context: Context {
        @inlinable get { agreed.context }
        set { agreed = Agreed(newValue) }
    }
    /// The canonical bytes of the context, made once for each generation.
    @inlinable public var contextBytes: [UInt8] { agreed.bytes }
    /// Live or test.
    @inlinable public var mode: Mode { opening.mode }
    /// How it is carried out.
    @inlinable public var settings: ConfirmationSettings { opening.settings }
    /// What the policy decided and why.
    @inlinable public var decision: Decision { opening.decision }
    /// When the confirmation was made.
    @inlinable public var createdAt: Instant { opening.createdAt }
    /// The language of its messages, a BCP 47 tag.
    @inlinable public var locale: String { opening.locale }
    /// Recipient, signals and metadata, sealed under the data key.
    @inlinable public var sealedDetails: [UInt8] { opening.sealedDetails }

    /// The id.
    @inlinable public var id: ConfirmationID { agreed.context.id }
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
        self.agreed = Agreed(context)
        self.opening = Opening(
            mode: mode,
            settings: settings,
            decision: decision,
            createdAt: createdAt,
            locale: locale,
            sealedDetails: sealedDetails
        )
        self.keys = keys
        self.status = status
        self.attempts = attempts
        self.sends = sends
        self.lastSentAt = lastSentAt
        self.closedAt = closedAt
        self.previousAmount = previousAmount
        self.previousPayee = previousPayee
        self.receipt = receipt
        self.version = version
        self.wakeAt = wakeAt
    }
}

extension Confirmation {
    /// The context of a generation with its bytes.
    @usableFromInline final class Agreed: Equatable, Sendable {
        @usableFromInline let context: Context
        @usableFromInline let bytes: [UInt8]

        init(_ context: Context) {
            self.context = context
            self.bytes = context.canonicalBytes
        }

        @usableFromInline static func == (left: Agreed, right: Agreed) -> Bool {
            left === right || left.context == right.context
        }
    }

    /// What is fixed when it is opened.
    @usableFromInline final class Opening: Equatable, Sendable {
        @usableFromInline let mode: Mode
        @usableFromInline let settings: ConfirmationSettings
        @usableFromInline let decision: Decision
        @usableFromInline let createdAt: Instant
        @usableFromInline let locale: String
        @usableFromInline let sealedDetails: [UInt8]

        init(
            mode: Mode,
            settings: ConfirmationSettings,
            decision: Decision,
            createdAt: Instant,
            locale: String,
            sealedDetails: [UInt8]
        ) {
            self.mode = mode
            self.settings = settings
            self.decision = decision
            self.createdAt = createdAt
            self.locale = locale
            self.sealedDetails = sealedDetails
        }

        @usableFromInline static func == (left: Opening, right: Opening) -> Bool {
            left === right
                || left.mode == right.mode && left.settings == right.settings
                    && left.decision == right.decision && left.createdAt == right.createdAt
                    && left.locale == right.locale && left.sealedDetails == right.sealedDetails
        }
    }
}
