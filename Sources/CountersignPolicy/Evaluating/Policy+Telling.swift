internal import CountersignCore

/// What was counted, in words.
extension Policy {
    /// What the counters in some comparisons stand at: ` (7)`, ` (2 of 61)`; nothing without counters.
    func counted(by tests: [Test], _ values: [PolicyValue]) -> String {
        let told = tests.compactMap { counted(by: $0, values) }
        return told.isEmpty ? "" : " (\(told.joined(separator: "; ")))"
    }

    private func counted(by test: Test, _ values: [PolicyValue]) -> String? {
        let places = test.facts.filter { if case .counter = facts[$0] { true } else { false } }
        guard !places.isEmpty else { return nil }
        return places.map { words(of: values[$0], facts[$0].type) }.joined(separator: " of ")
    }

    private func words(of value: PolicyValue, _ type: PolicyType) -> String {
        guard case .number(let number) = value else { return "missing" }
        guard type == .money else { return "\(number)" }
        guard let rates else { return "missing" }
        // A sum past the largest amount is of no use to anybody; it is told all the same.
        return rates.amount(ofUnits: number)?.plain ?? "more than any amount"
    }
}

extension Test {
    /// The comparison in the policy's words, with what its counters stand at.
    func told(_ values: [PolicyValue], of policy: Policy) -> String {
        words + policy.counted(by: [self], values)
    }
}
