public import CountersignCore

/// What a policy makes of a payment, without its reasons.
public struct Ruling: Equatable, Sendable {
    /// The place of the rule that decides; nil for `otherwise`.
    public let rule: Int?
    /// What happens.
    public let outcome: DecisionOutcome
}

extension Policy {
    /// Decides as ``decide(_:)`` does and leaves out the words, for a great many payments at once.
    public func rule(on payment: PaymentFacts) -> Ruling {
        let values = values(of: payment)
        for (place, rule) in rules.enumerated()
        where !rule.isShadow && rule.condition.holds(values, lists) == true {
            return Ruling(rule: place, outcome: rule.action.outcome)
        }
        return Ruling(rule: nil, outcome: otherwise.outcome)
    }

    /// Whether every fact that rules look at is told by the payment itself and the moment.
    public var isToldByThePayment: Bool {
        facts.allSatisfy { fact in
            if case .signal = fact { return true }
            return Fact.known.contains { $0.fact == fact }
        }
    }

    /// The name of the rule at a place, or `otherwise`.
    public func name(ofRule place: Int?) -> String {
        place.map { rules[$0].name } ?? "otherwise"
    }
}
