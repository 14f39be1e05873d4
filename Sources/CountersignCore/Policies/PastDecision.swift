/// A decision of the past, with what it was made from and what became of it.
public struct PastDecision: Sendable {
    /// The confirmation's id.
    public let id: String
    /// Whose.
    public let merchant: MerchantID
    /// When it was decided.
    public let at: Instant
    /// What became of it.
    public let status: ConfirmationStatus
    /// When it left `pending`; nil while it has not.
    public let closedAt: Instant?
    /// Messages that count against the limit of sends.
    public let sends: Int
    /// Wrong codes.
    public let attempts: Int
    /// What was decided.
    public let outcome: DecisionOutcome
    /// The policy's name.
    public let policy: String
    /// The version of the policy's text.
    public let version: String
    /// The rule that decided, or `otherwise`.
    public let rule: String
    /// What it was about.
    public let purpose: Purpose
    /// The money as it was first asked for.
    public let amount: Amount?
    /// The payee as first shown.
    public let payee: String
    /// The order number as first given.
    public let reference: String
    /// The payer and the signals, sealed; empty where they were not asked for.
    public let sealedDetails: [UInt8]
    /// What happened to the payment; nil where it was not asked for.
    public let history: PastHistory?

    /// A decision.
    public init(
        id: String,
        merchant: MerchantID,
        at: Instant,
        status: ConfirmationStatus,
        closedAt: Instant?,
        sends: Int,
        attempts: Int,
        outcome: DecisionOutcome,
        policy: String,
        version: String,
        rule: String,
        purpose: Purpose,
        amount: Amount?,
        payee: String,
        reference: String,
        sealedDetails: [UInt8],
        history: PastHistory? = nil
    ) {
        self.id = id
        self.merchant = merchant
        self.at = at
        self.status = status
        self.closedAt = closedAt
        self.sends = sends
        self.attempts = attempts
        self.outcome = outcome
        self.policy = policy
        self.version = version
        self.rule = rule
        self.purpose = purpose
        self.amount = amount
        self.payee = payee
        self.reference = reference
        self.sealedDetails = sealedDetails
        self.history = history
    }
}

/// Which decisions are meant.
public struct PastDecisionRange: Equatable, Sendable {
    /// The first moment.
    public let since: Instant
    /// The first moment that is no longer meant.
    public let until: Instant
    /// Live or test.
    public let mode: Mode
    /// Whose; nil for all.
    public let merchant: MerchantID?
    /// Merchants that are left out, where `merchant` is nil.
    public var except: Set<MerchantID> = []

    /// A range; nil when it does not begin before it ends or is longer than ``ReportRange/daysMax``.
    public init?(since: Instant, until: Instant, mode: Mode, merchant: MerchantID?) {
        guard ReportRange.holds(since: since, until: until) else { return nil }
        self.since = since
        self.until = until
        self.mode = mode
        self.merchant = merchant
    }

    /// The same merchants' decisions of a time that ends where this range begins; nil for no time.
    public func before(seconds: Int) -> PastDecisionRange? {
        var range = PastDecisionRange(
            since: since.advanced(bySeconds: -seconds),
            until: since,
            mode: mode,
            merchant: merchant
        )
        range?.except = except
        return range
    }
}

/// What became of payments that were decided in one way: counts, and sums of money.
public struct DecisionFates: Equatable, Sendable {
    /// All of them.
    public private(set) var count = 0
    /// The payer agreed.
    public private(set) var confirmed = 0
    /// Somebody said "this was not me".
    public private(set) var denied = 0
    /// Nobody agreed: expired, canceled, or too many wrong codes.
    public private(set) var abandoned = 0
    /// Still waiting for the payer.
    public private(set) var pending = 0
    /// Money by currency, in minor units; those without money add nothing.
    public private(set) var sums: [Currency: Int128] = [:]

    /// None.
    public init() {}

    /// Counts one.
    public mutating func add(_ decision: PastDecision) {
        count += 1
        switch decision.status {
        case .approved: confirmed += 1
        case .denied: denied += 1
        case .expired, .canceled, .exhausted: abandoned += 1
        case .pending: pending += 1
        case .skipped, .blocked: break
        }
        if let amount = decision.amount {
            sums[amount.currency, default: 0] += Int128(amount.minorUnits)
        }
    }

    /// Adds what others counted.
    public mutating func add(_ other: DecisionFates) {
        count += other.count
        confirmed += other.confirmed
        denied += other.denied
        abandoned += other.abandoned
        pending += other.pending
        sums.merge(other.sums) { $0 + $1 }
    }

    /// The sums in the order of their currencies' codes.
    public var sortedSums: [(currency: Currency, minorUnits: Int128)] {
        sums.sorted { $0.key.code < $1.key.code }.map { ($0.key, $0.value) }
    }
}
