/// A condition whose comparisons are numbered, so that equal ones are looked at once.
indirect enum Formula: Hashable {
    case test(Int)
    case all([Formula])
    case any([Formula])
    case not(Formula)
    /// A comparison of counters, and where something is missing that they are counted by: then it is neither
    /// true nor false.
    case counted(Int, absences: [Int])
}

/// What of two comparisons makes them the same, whatever their words.
private struct TestKey: Hashable {
    let kind: Test.Kind
    let isNegated: Bool
}

/// All comparisons of a policy, each once.
struct FormulaBook {
    /// The policy's facts, and those that counters need.
    private(set) var facts: [Fact]
    private(set) var tests: [Test] = []
    private var places: [TestKey: Int] = [:]

    init(facts: [Fact]) {
        self.facts = facts
    }

    /// Numbers the comparisons of a condition.
    mutating func formula(of condition: Condition) -> Formula {
        switch condition {
        case .all(let parts): return .all(parts.map { formula(of: $0) })
        case .any(let parts): return .any(parts.map { formula(of: $0) })
        case .not(let part): return .not(formula(of: part))
        case .test(let test):
            let absences = absences(of: test)
            guard !absences.isEmpty else { return .test(place(of: test)) }
            guard case .isMissing = test.kind else {
                return .counted(place(of: test), absences: absences)
            }
            let plain = Test(test.kind, words: test.words, range: test.range)
            let isMissing = Formula.any((absences + [place(of: plain)]).map { .test($0) })
            return test.isNegated ? .not(isMissing) : isMissing
        }
    }

    private mutating func place(of test: Test) -> Int {
        let key = TestKey(kind: test.kind, isNegated: test.isNegated)
        if let place = places[key] { return place }
        places[key] = tests.count
        tests.append(test)
        return tests.count - 1
    }

    /// Comparisons of which one is true exactly when some counter of a test has nobody to count by.
    private mutating func absences(of test: Test) -> [Int] {
        var absences: [Int] = []
        for fact in test.facts {
            guard let counter = facts[fact].counter,
                let presence = Fact.presence(of: counter.subject, among: facts)
            else { continue }
            if !facts.contains(presence) { facts.append(presence) }
            guard let fact = facts.firstIndex(of: presence) else { continue }
            let absence = place(of: Test(.isMissing(.fact(fact)), words: "", range: 0..<0))
            if !absences.contains(absence) { absences.append(absence) }
        }
        return absences
    }
}

extension Test {
    /// The facts that it looks at, each once.
    var facts: [Int] {
        let operands: [Operand] =
            switch kind {
            case .compare(let left, _, let right), .isSame(let left, let right): [left, right]
            case .compareShare(let left, _, _, let whole): [left, whole]
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
        case .isSame, .isListed, .isMissing, .compareShare: []
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
