public import CountersignCore

/// Whose events those of one payment are: everything that counters group by.
///
/// People stand here as keyed digests only.
public struct CountedSubjects: Equatable, Sendable {
    /// What stands for a subject: two numbers that can't be led back to a person without the key.
    public struct Digest: Hashable, Sendable {
        let high: UInt64
        let low: UInt64

        /// The first 16 bytes of a keyed hash.
        public init(_ hash: [UInt8]) {
            precondition(hash.count >= 16, "A digest has at least 16 bytes.")
            high = hash[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
            low = hash[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        }

        /// The prefix of a number, which is of nobody in particular.
        public init(prefixOf phone: PhoneNumber) {
            high = 0
            low = phone.prefix.utf8.dropFirst().reduce(1) { $0 * 10 + UInt64($1 - 48) }
        }

        fileprivate init() {
            high = 0
            low = 0
        }
    }

    /// Whose payment it is.
    public var merchant: MerchantID
    /// Live or test: neither counts in the other.
    public var mode: Mode
    /// The payer's destination.
    public var recipient: Digest?
    /// The merchant's customer.
    public var customer: Digest?
    /// The `ip` signal.
    public var ip: Digest?
    /// The `device` signal.
    public var device: Digest?
    /// The prefix of the payer's number.
    public var prefix: Digest?

    /// Subjects of a payment that names none but its merchant yet.
    public init(merchant: MerchantID, mode: Mode) {
        self.merchant = merchant
        self.mode = mode
    }

    /// What stands for a subject; nil where the payment names none.
    func digest(of subject: Counter.Subject) -> Digest? {
        switch subject {
        case .recipient: recipient
        case .customer: customer
        case .ip: ip
        case .device: device
        case .prefix: prefix
        case .merchant: Digest()
        }
    }
}

/// Something that happened to a payment and that counters may count.
public struct CountedEvent: Equatable, Sendable {
    /// What happened.
    public let kind: Counter.Kind
    /// The payment's money; nil where it has none.
    public let amount: Amount?
    /// Whose it is.
    public let subjects: CountedSubjects
    /// When.
    public let at: Instant

    /// Something that happened.
    public init(
        _ kind: Counter.Kind,
        amount: Amount? = nil,
        of subjects: CountedSubjects,
        at moment: Instant
    ) {
        self.kind = kind
        self.amount = amount
        self.subjects = subjects
        self.at = moment
    }
}
