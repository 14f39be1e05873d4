public import CountersignCore

/// What one rule makes of a payment.
public struct RuleExplanation: Equatable, Sendable {
    /// One comparison of a rule, and whether it is true; nil when something that it needs is missing.
    public struct Part: Equatable, Sendable {
        /// The comparison in the policy's words, with what its counters stand at.
        public let words: String
        /// Whether it is true.
        public let holds: Bool?
    }

    /// The rule's name.
    public let rule: String
    /// What it decides.
    public let outcome: DecisionOutcome
    /// Whether it only notes what it would have decided.
    public let isShadow: Bool
    /// Whether it fits; nil when that hangs on something missing, and then it does not.
    public let fits: Bool?
    /// Its comparisons in the order of the text.
    public let parts: [Part]
}

extension Policy {
    /// What each rule in turn makes of a payment, up to the one that decides.
    public func explain(_ payment: PaymentFacts) -> [RuleExplanation] {
        let values = values(of: payment)
        var explanations: [RuleExplanation] = []
        for rule in rules {
            let fits = rule.condition.holds(values, lists)
            explanations.append(
                RuleExplanation(
                    rule: rule.name,
                    outcome: rule.action.outcome,
                    isShadow: rule.isShadow,
                    fits: fits,
                    parts: rule.condition.tests.map {
                        RuleExplanation.Part(
                            words: $0.told(values, of: self),
                            holds: $0.holds(values, lists)
                        )
                    }
                )
            )
            if fits == true, !rule.isShadow { break }
        }
        return explanations
    }
}

extension Condition {
    /// Its comparisons in the order of the text.
    var tests: [Test] {
        switch self {
        case .test(let test): [test]
        case .not(let part): part.tests
        case .all(let parts), .any(let parts): parts.flatMap(\.tests)
        }
    }
}
