public import CountersignCore

/// What a policy decides when a rule fits.
public struct Action: Equatable, Sendable {
    /// What happens to the payment.
    public let outcome: DecisionOutcome
    /// How the payer is asked, where it is ``DecisionOutcome/confirm``.
    public let settings: ConfirmationSettings

    /// A decision.
    public init(outcome: DecisionOutcome, settings: ConfirmationSettings) {
        self.outcome = outcome
        self.settings = settings
    }
}

/// One rule of a policy.
public struct Rule: Equatable, Sendable {
    /// Its name, unique in the policy.
    public let name: String
    /// What it decides.
    public let action: Action
    /// Whether it only notes what it would have decided.
    public let isShadow: Bool
    /// When it fits.
    public let condition: Condition
    /// Where its name stands in the text, in bytes.
    public let range: Range<Int>

    /// A rule.
    init(
        name: String,
        action: Action,
        isShadow: Bool,
        condition: Condition,
        range: Range<Int>
    ) {
        self.name = name
        self.action = action
        self.isShadow = isShadow
        self.condition = condition
        self.range = range
    }
}

/// What the checkout may say of a payment.
public struct DeclaredSignal: Equatable, Sendable {
    /// The member's name in `signals`.
    public let name: String
    /// The kind of its value.
    public let type: PolicyType
}

/// Values in a file of their own.
public struct PolicyList: Equatable, Sendable {
    /// The name that rules call it by.
    public let name: String
    /// The file, relative to the policy's folder.
    public let path: String
    /// Its values in canonical spelling.
    public let values: Set<String>
}
