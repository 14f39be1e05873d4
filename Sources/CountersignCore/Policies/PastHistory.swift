/// What happened to a payment of the past that counters count, each with its moment.
public struct PastHistory: Equatable, Sendable {
    /// A message that was made.
    public struct Send: Equatable, Sendable {
        /// When it was made.
        public let at: Instant
        /// When it gave its send back; nil for one that did not fail.
        public let failedAt: Instant?

        /// A message.
        public init(at moment: Instant, failedAt: Instant?) {
            self.at = moment
            self.failedAt = failedAt
        }
    }

    /// The keyed hash of the payer's destination, 32 bytes.
    public let recipient: [UInt8]
    /// The key of that hash.
    public let indexKey: String
    /// The money as it now stands.
    public let amount: Amount?
    /// When amount or payee were last amended, to the second; nil for never.
    public let amendedAt: Instant?
    /// Its messages in the order in which they were made; empty where they were not asked for.
    public let sends: [Send]
    /// When each wrong code was tried; empty where they were not asked for.
    public let wrongCodes: [Instant]

    /// What happened.
    public init(
        recipient: [UInt8],
        indexKey: String,
        amount: Amount?,
        amendedAt: Instant? = nil,
        sends: [Send] = [],
        wrongCodes: [Instant] = []
    ) {
        self.recipient = recipient
        self.indexKey = indexKey
        self.amount = amount
        self.amendedAt = amendedAt
        self.sends = sends
        self.wrongCodes = wrongCodes
    }
}

/// What is read of past decisions beside the decisions themselves.
public struct PastDecisionParts: OptionSet, Sendable {
    /// The parts as bits.
    public let rawValue: Int

    /// Parts from their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// ``PastDecision/sealedDetails``.
    public static let details = PastDecisionParts(rawValue: 1)
    /// ``PastDecision/history`` without messages and wrong codes.
    public static let history = PastDecisionParts(rawValue: 2)
    /// ``PastHistory/sends``; goes with ``history``.
    public static let sends = PastDecisionParts(rawValue: 4)
    /// ``PastHistory/wrongCodes``; goes with ``history``.
    public static let wrongCodes = PastDecisionParts(rawValue: 8)
}
