public import CountersignCore

/// What a policy decided on one payment, and why.
public struct Verdict: Equatable, Sendable {
    /// What a shadow rule would have decided.
    public struct Shadow: Equatable, Sendable {
        /// The rule's name.
        public let rule: String
        /// What it would have decided.
        public let outcome: DecisionOutcome
        /// The parts of it that were true, in the policy's words.
        public let reasons: [String]
    }

    /// The rule that decided; nil for `otherwise`.
    public let rule: String?
    /// What happens.
    public let action: Action
    /// The parts of the rule that were true, in the policy's words; empty for `otherwise`.
    public let reasons: [String]
    /// Shadow rules that fit, in the policy's order, up to the rule that decided.
    public let shadows: [Shadow]
}

extension Policy {
    /// Decides: the first rule that fits, from the top.
    public func decide(_ payment: PaymentFacts) -> Verdict {
        let values = values(of: payment)
        var shadows: [Verdict.Shadow] = []
        for rule in rules where rule.condition.holds(values, lists) == true {
            guard rule.isShadow else {
                return Verdict(
                    rule: rule.name,
                    action: rule.action,
                    reasons: rule.condition.reasons(values, of: self),
                    shadows: shadows
                )
            }
            shadows.append(
                Verdict.Shadow(
                    rule: rule.name,
                    outcome: rule.action.outcome,
                    reasons: rule.condition.reasons(values, of: self)
                )
            )
        }
        return Verdict(rule: nil, action: otherwise, reasons: [], shadows: shadows)
    }

    /// The counters that rules look at, each once.
    public var counters: [Counter] {
        facts.compactMap { if case .counter(let counter) = $0 { counter } else { nil } }
    }

    /// The values of ``facts`` for a payment.
    func values(of payment: PaymentFacts) -> [PolicyValue] {
        facts.map { payment.value(of: $0, rates) }
    }
}
