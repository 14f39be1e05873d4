/// What the store knows of one confirmation that counters count.
public struct CountedConfirmation: Equatable, Sendable {
    /// The confirmation.
    public let id: ConfirmationID
    /// Whose it is.
    public let merchant: MerchantID
    /// Live or test.
    public let mode: Mode
    /// Where it stands, as it was written down.
    public let status: ConfirmationStatus
    /// Its money as it now stands.
    public let amount: Amount?
    /// The keyed hash of its recipient, 32 bytes.
    public let recipient: [UInt8]
    /// The key of that hash.
    public let indexKey: String
    /// Its recipient and signals, sealed.
    public let sealedDetails: [UInt8]
    /// When it was made.
    public let createdAt: Instant
    /// When it left `pending`.
    public let closedAt: Instant?
    /// When each of its messages was made that did not fail.
    public let sends: [Instant]
    /// When each wrong code was tried.
    public let wrongCodes: [Instant]

    /// What the store knows.
    public init(
        id: ConfirmationID,
        merchant: MerchantID,
        mode: Mode,
        status: ConfirmationStatus,
        amount: Amount?,
        recipient: [UInt8],
        indexKey: String,
        sealedDetails: [UInt8],
        createdAt: Instant,
        closedAt: Instant?,
        sends: [Instant],
        wrongCodes: [Instant]
    ) {
        self.id = id
        self.merchant = merchant
        self.mode = mode
        self.status = status
        self.amount = amount
        self.recipient = recipient
        self.indexKey = indexKey
        self.sealedDetails = sealedDetails
        self.createdAt = createdAt
        self.closedAt = closedAt
        self.sends = sends
        self.wrongCodes = wrongCodes
    }
}

/// The durable memory as counters are rebuilt from it.
public protocol CounterStore: Sendable {
    /// Confirmations in the order in which they were made.
    /// - Parameters:
    ///   - since: only those made at this moment or later.
    ///   - after: only those behind this one.
    ///   - limit: at most so many.
    func countedConfirmations(
        since: Instant,
        after: ConfirmationID?,
        limit: Int
    ) async throws(StoreFailure) -> [CountedConfirmation]
}
