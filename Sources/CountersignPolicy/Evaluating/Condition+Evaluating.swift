extension Condition {
    /// Whether it is true; nil when it hangs on something that is missing.
    ///
    /// A comparison with something missing is neither true nor false, and neither is its opposite: no
    /// rule fires by accident. Source: Kleene's strong logic of three values.
    func holds(_ values: [PolicyValue], _ lists: [PolicyList]) -> Bool? {
        switch self {
        case .test(let test): return test.holds(values, lists)
        case .not(let part): return part.holds(values, lists).map { !$0 }
        case .all(let parts):
            var known: Bool? = true
            for part in parts {
                switch part.holds(values, lists) {
                case false?: return false
                case nil: known = nil
                case true?: continue
                }
            }
            return known
        case .any(let parts):
            var known: Bool? = false
            for part in parts {
                switch part.holds(values, lists) {
                case true?: return true
                case nil: known = nil
                case false?: continue
                }
            }
            return known
        }
    }

    /// The parts that make a true condition true, in the policy's words, with what was counted.
    func reasons(_ values: [PolicyValue], of policy: Policy) -> [String] {
        switch self {
        case .test(let test): [test.told(values, of: policy)]
        case .not(let part): ["not (\(part.words))" + policy.counted(by: part.tests, values)]
        case .all(let parts): parts.flatMap { $0.reasons(values, of: policy) }
        case .any(let parts):
            parts.filter { $0.holds(values, policy.lists) == true }
                .flatMap { $0.reasons(values, of: policy) }
        }
    }

    /// The condition in the policy's canonical words.
    public var words: String {
        switch self {
        case .test(let test): test.words
        case .not(.test(let test)): "not " + test.words
        case .not(let part): "not (\(part.words))"
        case .all(let parts): parts.map(\.wordsWithinAll).joined(separator: " and ")
        case .any(let parts): parts.map(\.words).joined(separator: " or ")
        }
    }

    private var wordsWithinAll: String {
        if case .any = self { return "(\(words))" }
        return words
    }
}

extension Test {
    /// Whether it is true; nil when something that it compares is missing.
    func holds(_ values: [PolicyValue], _ lists: [PolicyList]) -> Bool? {
        plainlyHolds(values, lists).map { $0 != isNegated }
    }

    private func plainlyHolds(_ values: [PolicyValue], _ lists: [PolicyList]) -> Bool? {
        switch kind {
        case .compare(let left, let relation, let right):
            guard case .number(let left) = left.value(values),
                case .number(let right) = right.value(values)
            else { return nil }
            return relation.holds(left, right)
        case .compareShare(let left, let relation, let thousandths, let whole):
            guard case .number(let left) = left.value(values),
                case .number(let whole) = whole.value(values)
            else { return nil }
            return relation.holds(
                left * Int128(Percentage.whole),
                whole * Int128(thousandths)
            )
        case .between(let operand, let low, let high):
            guard case .number(let value) = operand.value(values),
                case .number(let low) = low.value(values),
                case .number(let high) = high.value(values)
            else { return nil }
            return low <= value && value <= high
        case .isOneOf(let operand, let choices):
            switch operand.value(values) {
            case .missing: return nil
            case .texts(let texts): return choices.contains { texts.contains($0.name) }
            case let value: return choices.contains(value)
            }
        case .isSame(let left, let right):
            let (left, right) = (left.value(values), right.value(values))
            guard left != .missing, right != .missing else { return nil }
            return left == right
        case .isListed(let operand, let list):
            switch operand.value(values) {
            case .missing, .number: return nil
            case .text(let text): return lists[list].values.contains(text)
            case .texts(let texts): return texts.contains(where: lists[list].values.contains)
            }
        case .isMissing(let operand): return operand.value(values) == .missing
        }
    }
}

extension Operand {
    func value(_ values: [PolicyValue]) -> PolicyValue {
        switch self {
        case .fact(let place): values[place]
        case .literal(let value): value
        }
    }
}

extension PolicyValue {
    /// The text of a value that is one.
    fileprivate var name: String {
        if case .text(let text) = self { return text }
        return ""
    }
}
