/// Why the store could not do it.
///
/// Nothing was half done.
public enum StoreFailure: Error, Equatable, Sendable {
    /// The disk is full, the file is locked or broken; `reason` is a short word for the log.
    case unavailable(reason: String)
    /// More changes are waiting than the store takes.
    case overloaded
}

/// An answer kept so that a repeated request gets it again.
public struct StoredAnswer: Equatable, Sendable {
    /// SHA-256 over merchant, path and key, 32 bytes.
    public let key: [UInt8]
    /// SHA-256 of the request's body, 32 bytes.
    public let fingerprint: [UInt8]
    /// The HTTP status.
    public let status: Int
    /// The `Location` header, where the answer had one.
    public let location: String?
    /// The media type.
    public let contentType: String
    /// The body.
    public let body: [UInt8]
    /// When it was given; it is kept for 24 hours.
    public let at: Instant

    /// An answer.
    public init(
        key: [UInt8],
        fingerprint: [UInt8],
        status: Int,
        location: String?,
        contentType: String,
        body: [UInt8],
        at: Instant
    ) {
        self.key = key
        self.fingerprint = fingerprint
        self.status = status
        self.location = location
        self.contentType = contentType
        self.body = body
        self.at = at
    }
}

/// The new state of a message, guarded by the one it replaces.
public struct MessageUpdate: Equatable, Sendable {
    /// The message as it shall be.
    public let message: Message
    /// The status that it must still have.
    public let from: MessageStatus

    /// An update.
    public init(_ message: Message, from: MessageStatus) {
        self.message = message
        self.from = from
    }
}

/// A provider's own id of a message, kept where its reports carry no id of ours.
public struct MessageReference: Equatable, Sendable {
    /// The provider's name in the configuration.
    public let provider: String
    /// Its own id of the message.
    public let reference: String
    /// The message.
    public let message: MessageID

    /// A reference.
    public init(provider: String, reference: String, message: MessageID) {
        self.provider = provider
        self.reference = reference
        self.message = message
    }
}

/// What a verification does to the count of wrong codes in a row of one recipient.
///
/// `after` is the count that it was decided on. Another one in the store makes the change stale, so
/// that verifications side by side never pass the limit together.
public enum RecipientFailureChange: Equatable, Sendable {
    /// One more, at a moment.
    case count(at: Instant, after: Int)
    /// None any more.
    case clear(after: Int)
}

/// Wrong codes in a row of one recipient, over all its confirmations.
public struct RecipientFailures: Equatable, Sendable {
    /// How many.
    public let count: Int
    /// When the last one was.
    public let lastAt: Instant

    /// A count.
    public init(count: Int, lastAt: Instant) {
        self.count = count
        self.lastAt = lastAt
    }
}

/// Everything that becomes true together, in one transaction.
public struct Change: Sendable {
    /// A confirmation that is new.
    public var insert: Confirmation?
    /// A confirmation as it shall be.
    ///
    /// Its `version` must be exactly one more than the stored one's.
    public var update: Confirmation?
    /// Messages that are new.
    public var messages: [Message] = []
    /// Messages that change.
    public var messageUpdates: [MessageUpdate] = []
    /// Hand-overs that ended.
    public var attempts: [DeliveryAttempt] = []
    /// Messages by their provider's own id, for reports that carry no id of ours.
    ///
    /// A later message takes an id over from an earlier one.
    public var references: [MessageReference] = []
    /// Events, in order.
    ///
    /// The store numbers them and queues each posted one for every endpoint of its merchant that is
    /// not disabled.
    public var events: [EventRecord] = []
    /// The answer to keep.
    ///
    /// An answer under the same key that is younger than 24 hours stops the change.
    public var answer: StoredAnswer?
    /// The recipient's wrong codes in a row; the recipient is that of `insert` or `update`.
    public var recipientFailures: RecipientFailureChange?

    /// A change of nothing.
    public init() {}

    /// Whether it changes nothing.
    public var isEmpty: Bool {
        insert == nil && update == nil && messages.isEmpty && messageUpdates.isEmpty
            && attempts.isEmpty && references.isEmpty && events.isEmpty && answer == nil
            && recipientFailures == nil
    }
}

/// What became of a change.
public enum ChangeOutcome: Equatable, Sendable {
    /// All of it is durable.
    case committed
    /// Nothing was done: the confirmation, a message or the recipient's wrong codes have changed
    /// meanwhile. Read again.
    case stale
    /// Nothing was done: this key already has an answer.
    case repeated(StoredAnswer)
}

/// A confirmation with what is stored beside it.
public struct StoredConfirmation: Equatable, Sendable {
    /// The confirmation.
    public var confirmation: Confirmation
    /// Its messages, oldest first.
    public var messages: [Message]
    /// Wrong codes in a row of its recipient; nil for none.
    public var recipientFailures: RecipientFailures?

    /// A stored confirmation.
    public init(
        confirmation: Confirmation,
        messages: [Message],
        recipientFailures: RecipientFailures?
    ) {
        self.confirmation = confirmation
        self.messages = messages
        self.recipientFailures = recipientFailures
    }
}

/// Which confirmations a list shows.
public struct ConfirmationQuery: Equatable, Sendable {
    /// Whose.
    public var merchant: MerchantID
    /// Live or test.
    public var mode: Mode
    /// Only those that stand so.
    ///
    /// A pending one whose deadline has passed counts as expired.
    public var status: ConfirmationStatus?
    /// Only those with this reference.
    public var reference: String?
    /// Only those older than this one.
    public var after: ConfirmationID?
    /// At most so many, 1 to 100.
    public var limit: Int

    /// A query.
    public init(
        merchant: MerchantID,
        mode: Mode,
        status: ConfirmationStatus? = nil,
        reference: String? = nil,
        after: ConfirmationID? = nil,
        limit: Int = 20
    ) {
        self.merchant = merchant
        self.mode = mode
        self.status = status
        self.reference = reference
        self.after = after
        self.limit = limit
    }
}

/// The durable memory of confirmations.
public protocol ConfirmationStore: Sendable {
    /// Makes a change durable, all of it or nothing, and answers only then.
    func commit(_ change: Change) async throws(StoreFailure) -> ChangeOutcome
    /// A confirmation by id; nil when there is none.
    func confirmation(_ id: ConfirmationID) async throws(StoreFailure) -> StoredConfirmation?
    /// Confirmations, newest first.
    func confirmations(
        _ query: ConfirmationQuery,
        at now: Instant
    ) async throws(StoreFailure) -> [StoredConfirmation]
    /// The confirmation that a message belongs to.
    func confirmation(ofMessage id: MessageID) async throws(StoreFailure) -> StoredConfirmation?
    /// The message that a provider knows under its own id, as ``Change/references`` named it.
    func message(
        ofReference reference: String,
        provider: String
    ) async throws(StoreFailure) -> MessageID?
    /// Confirmations of one recipient that are pending at a moment, newest first.
    /// - Parameter recipient: the keyed hash of the destination, as in the context.
    func pending(
        ofRecipient recipient: [UInt8],
        at now: Instant,
        limit: Int
    ) async throws(StoreFailure) -> [StoredConfirmation]
    /// Pending confirmations whose `wakeAt` has come, the most overdue first.
    func due(at now: Instant, limit: Int) async throws(StoreFailure) -> [ConfirmationID]
    /// When the next pending confirmation is due; nil when none is.
    func nextWake() async throws(StoreFailure) -> Instant?
    /// Messages of pending confirmations that are still `queued`, the newest first.
    /// - Parameter id: only those that are older than this one.
    func queuedMessages(
        before id: MessageID?,
        limit: Int
    ) async throws(StoreFailure) -> [QueuedMessage]
    /// The kept answer under a key, if it is younger than 24 hours.
    func answer(
        _ key: [UInt8],
        at now: Instant
    ) async throws(StoreFailure) -> StoredAnswer?
    /// Forgets answers that are older than 24 hours, at most `limit` of them; gives their number.
    func forgetAnswers(before: Instant, limit: Int) async throws(StoreFailure) -> Int
    /// A merchant's events after a place in the order, oldest first: those of confirmations of this
    /// mode, and those of no confirmation.
    func events(
        of merchant: MerchantID,
        mode: Mode,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreFailure) -> [EventRecord]
}
