/// A payment as far as the next one of the same payer is concerned.
public struct PastPayment: Equatable, Sendable {
    /// Its id.
    public let id: ConfirmationID
    /// Whose.
    public let merchant: MerchantID
    /// Live or test.
    public let mode: Mode
    /// The keyed hash of the destination, as in the context.
    public let recipient: [UInt8]
    /// How it stands.
    public let status: ConfirmationStatus
    /// The tip that its latest message with one showed or held back.
    public let tip: String?

    /// A payment.
    public init(
        id: ConfirmationID,
        merchant: MerchantID,
        mode: Mode,
        recipient: [UInt8],
        status: ConfirmationStatus,
        tip: String?
    ) {
        self.id = id
        self.merchant = merchant
        self.mode = mode
        self.recipient = recipient
        self.status = status
        self.tip = tip
    }
}

/// Why there is no education report.
public enum EducationFailure: Error, Equatable, Sendable {
    /// The store could not be read.
    case store(StoreFailure)
    /// More rows than a report may have, which is ``EducationTally/keysMax``: ask for a shorter range.
    case tooManyRows
}

/// The store's memory of tips and of what became of their payments.
public protocol EducationStore: Sendable {
    /// Payments that the payer was asked about, newest first.
    /// - Parameter id: only those that are older than this one.
    func pastPayments(
        before id: ConfirmationID?,
        limit: Int
    ) async throws(StoreFailure) -> [PastPayment]
    /// Counts what became of the payments of a range, by tip.
    ///
    /// Nothing is locked meanwhile: what changes while it counts is seen in its old or its new state.
    func educationTally(
        _ query: EducationQuery,
        at now: Instant
    ) async throws(EducationFailure) -> EducationTally
}
