import CountersignCore
import Synchronization

/// Rules' names as labels of a metric: policies' own, and no more than a reader of metrics can bear.
final class RuleLabels: Sendable {
    /// Most names; decisions of further rules are counted together as `other`.
    static let countMax = 200

    private let names = Mutex<Set<String>>([])

    /// The label of a rule.
    func label(of rule: String) -> String {
        names.withLock { names in
            if names.contains(rule) { return rule }
            guard names.count < RuleLabels.countMax else { return "other" }
            names.insert(rule)
            return rule
        }
    }
}

extension Checkout {
    /// Counts what a policy decided.
    func count(_ decision: Decision) {
        dependencies.metrics.count(
            .decisions,
            .init("outcome", decision.outcome.rawValue),
            .init("rule", rules.label(of: decision.rule))
        )
    }
}
