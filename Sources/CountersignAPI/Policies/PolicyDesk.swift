public import CountersignCheckout
public import CountersignCore

/// A merchant's policy as it is in force.
public struct PolicyInForce: Equatable, Sendable {
    /// Whose text it is: the merchant's id, or `default`.
    public let holder: String
    /// The policy's name as its text gives it.
    public let name: String
    /// The version of its text, counted from 1 for each holder.
    public let version: Int
    /// The whole text.
    public let text: String
    /// When the version came; nil where the store does not tell.
    public let at: Instant?
    /// By whom.
    public let author: PolicyAuthor?
    /// What the author says of it.
    public let note: String?

    /// A policy in force.
    public init(
        holder: String,
        name: String,
        version: Int,
        text: String,
        at: Instant?,
        author: PolicyAuthor?,
        note: String?
    ) {
        self.holder = holder
        self.name = name
        self.version = version
        self.text = text
        self.at = at
        self.author = author
        self.note = note
    }

    /// The strong entity tag of this version, quotes included.
    public var entityTag: String { "\"\(holder)-\(version)\"" }
}

/// What a check of a policy's text came to.
public struct PolicyReview: Sendable {
    /// A payment on which the policy breaks one of its `never` lines.
    public struct Counterexample: Sendable {
        /// The payment as `POST /v1/confirmations` takes it, as JSON.
        public let payment: String
        /// When it is asked; nil where the policy looks at no clock.
        public let at: Instant?

        /// A payment.
        public init(payment: String, at: Instant?) {
            self.payment = payment
            self.at = at
        }
    }

    /// The policy's name; nil when its text has faults.
    public let name: String?
    /// Everything that is wrong, each with the payment that proves it where there is one.
    public let findings: [(finding: Finding, counterexample: Counterexample?)]

    /// A review.
    public init(
        name: String?,
        findings: [(finding: Finding, counterexample: Counterexample?)]
    ) {
        self.name = name
        self.findings = findings
    }
}

/// Why the desk does not do it.
public enum PolicyRefusal: Error, Sendable {
    /// The policy has changed since the caller read it.
    case stale(PolicyInForce)
    /// The text has faults.
    case faulty(PolicyReview)
    /// As many rehearsals as are allowed run already.
    case busy
    /// The file of the policy can't be written.
    case notWritable
    /// The store could not do it.
    case store(StoreFailure)
}

/// Reads, checks, rehearses and replaces merchants' policies.
public protocol PolicyDesk: Sendable {
    /// The policy in force for a merchant.
    func policy(of merchant: MerchantID) async -> Result<PolicyInForce, PolicyRefusal>
    /// Everything that is wrong with a text, proofs included.
    func review(_ text: String, for merchant: MerchantID) async -> PolicyReview
    /// Puts a text in force for one merchant: checked, kept as a version, written to its file.
    ///
    /// - Parameter matches: whether the version in force is one that the caller knows; of two callers who
    ///   know the same, exactly one succeeds.
    func replace(
        _ text: String,
        note: String?,
        of merchant: MerchantID,
        ifMatch matches: @Sendable @escaping (PolicyInForce) -> Bool
    ) async -> Result<PolicyInForce, PolicyRefusal>
    /// What a text would have decided in a range of time.
    func backtest(
        _ text: String,
        _ range: PastDecisionRange,
        for merchant: MerchantID
    ) async -> Result<BacktestReport, PolicyRefusal>
}
