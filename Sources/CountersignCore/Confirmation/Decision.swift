/// What a policy may decide about a payment.
public enum DecisionOutcome: String, CaseIterable, Hashable, Sendable {
    /// Ask the payer.
    case confirm
    /// No code is needed; the receipt records the merchant's reason.
    case skip
    /// The payment is refused.
    case block
}

/// A policy's decision with its reasons, kept with the confirmation.
public struct Decision: Equatable, Sendable {
    /// What was decided.
    public let outcome: DecisionOutcome
    /// The policy's name as its file gives it.
    public let policy: String
    /// The version of the policy's text, counted from 1 for each merchant.
    public let version: String
    /// The name of the rule that decided, or `otherwise`.
    public let rule: String
    /// The parts of the rule that were true, in words.
    public let reasons: [String]

    /// A decision.
    public init(
        outcome: DecisionOutcome,
        policy: String,
        version: String,
        rule: String,
        reasons: [String]
    ) {
        self.outcome = outcome
        self.policy = policy
        self.version = version
        self.rule = rule
        self.reasons = reasons
    }
}
