/// A condition whose comparisons are numbered, so that equal ones are looked at once.
indirect enum Formula: Hashable {
    case test(Int)
    case all([Formula])
    case any([Formula])
    case not(Formula)
}

/// What of two comparisons makes them the same, whatever their words.
private struct TestKey: Hashable {
    let kind: Test.Kind
    let isNegated: Bool
}

/// All comparisons of a policy, each once.
struct FormulaBook {
    private(set) var tests: [Test] = []
    private var places: [TestKey: Int] = [:]

    /// Numbers the comparisons of a condition.
    mutating func formula(of condition: Condition) -> Formula {
        switch condition {
        case .all(let parts): return .all(parts.map { formula(of: $0) })
        case .any(let parts): return .any(parts.map { formula(of: $0) })
        case .not(let part): return .not(formula(of: part))
        case .test(let test):
            let key = TestKey(kind: test.kind, isNegated: test.isNegated)
            if let place = places[key] { return .test(place) }
            places[key] = tests.count
            tests.append(test)
            return .test(tests.count - 1)
        }
    }
}

extension Test {
    /// The facts that it looks at, each once.
    var facts: [Int] {
        let operands: [Operand] =
            switch kind {
            case .compare(let left, _, let right), .isSame(let left, let right): [left, right]
            case .between(let operand, let low, let high): [operand, low, high]
            case .isOneOf(let operand, _), .isListed(let operand, _), .isMissing(let operand):
                [operand]
            }
        var facts: [Int] = []
        for case .fact(let place) in operands where !facts.contains(place) { facts.append(place) }
        return facts
    }

    /// The values that it writes out.
    var literals: [PolicyValue] {
        switch kind {
        case .compare(let left, _, let right): [left, right].compactMap(\.literal)
        case .between(_, let low, let high): [low, high].compactMap(\.literal)
        case .isOneOf(_, let values): values
        case .isSame, .isListed, .isMissing: []
        }
    }

    /// The list that it looks into.
    var list: Int? {
        if case .isListed(_, let list) = kind { return list }
        return nil
    }
}

extension Operand {
    fileprivate var literal: PolicyValue? {
        if case .literal(let value) = self { return value }
        return nil
    }
}
