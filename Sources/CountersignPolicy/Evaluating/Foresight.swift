internal import CountersignCore

/// A policy's rulings in two steps: what a payment itself tells may be worked out ahead and for many payments
/// side by side; what is left hangs on counters and waits for what was counted before.
///
/// Both steps together decide as ``Policy/decide(_:)`` does.
public struct Foresight: Sendable {
    /// What is known of a payment before its counters are.
    public struct Outlook: Sendable {
        /// The values of the policy's facts; counters stand at missing.
        fileprivate let values: [PolicyValue]
        /// Rules above the ruling that hang on counters, from the top.
        fileprivate let open: [Int]
        /// What is decided when none of them fits.
        fileprivate let ruling: Ruling
    }

    private let policy: Policy
    /// The counters that each rule looks at, with their places among the facts.
    private let counters: [[(place: Int, counter: Counter)]]
    /// Rules that ask whether a counter is missing: their answer may turn when it becomes known.
    private let asksForMissing: [Bool]

    /// The foresight of one policy.
    public init(_ policy: Policy) {
        self.policy = policy
        let facts = policy.facts
        counters = policy.rules.map { rule in
            Set(rule.condition.tests.flatMap(\.facts)).sorted()
                .compactMap { place in
                    guard case .counter(let counter) = facts[place] else { return nil }
                    return (place, counter)
                }
        }
        asksForMissing = policy.rules.map { rule in
            rule.condition.tests.contains { test in
                guard case .isMissing(.fact(let place)) = test.kind,
                    case .counter = facts[place]
                else { return false }
                return true
            }
        }
    }

    /// What a payment itself tells.
    ///
    /// Something missing can only turn a rule's answer into "unknown" (Kleene's logic), so an answer that is
    /// known without counters stays, whatever they stand at.
    public func outlook(on payment: PaymentFacts) -> Outlook {
        let values = policy.facts.map { fact -> PolicyValue in
            if case .counter = fact { return .missing }
            return payment.value(of: fact, policy.rates)
        }
        var open: [Int] = []
        for (place, rule) in policy.rules.enumerated() where !rule.isShadow {
            if asksForMissing[place] {
                open.append(place)
                continue
            }
            switch rule.condition.holds(values, policy.lists) {
            case true?:
                let ruling = Ruling(rule: place, outcome: rule.action.outcome)
                return Outlook(values: values, open: open, ruling: ruling)
            case false?: continue
            case nil: if !counters[place].isEmpty { open.append(place) }
            }
        }
        let ruling = Ruling(rule: nil, outcome: policy.otherwise.outcome)
        return Outlook(values: values, open: open, ruling: ruling)
    }

    /// The ruling, once counters can be asked for; only those that matter are.
    public func ruling(
        on outlook: Outlook,
        counter: (Counter) -> PolicyValue
    ) -> Ruling {
        guard !outlook.open.isEmpty else { return outlook.ruling }
        var values = outlook.values
        for place in outlook.open {
            for (fact, wanted) in counters[place] { values[fact] = counter(wanted) }
            let rule = policy.rules[place]
            if rule.condition.holds(values, policy.lists) == true {
                return Ruling(rule: place, outcome: rule.action.outcome)
            }
        }
        return outlook.ruling
    }
}
