/// Which facts are compared with each other, and what the policy writes out about them.
struct FactLinks {
    private let tests: [Test]
    private let lists: [PolicyList]
    private var family: [Int]

    init(facts: [Fact], tests: [Test], lists: [PolicyList]) {
        self.tests = tests
        self.lists = lists
        family = Array(facts.indices)
        for test in tests {
            let facts = test.facts
            guard facts.count == 2, family[facts[0]] != family[facts[1]] else { continue }
            let (kept, lost) = (family[facts[0]], family[facts[1]])
            family = family.map { $0 == lost ? kept : $0 }
        }
    }

    /// Facts that are compared with a fact, itself included, directly or through others.
    func relatives(of fact: Int) -> [Int] { family.indices.filter { family[$0] == family[fact] } }

    /// Whether a fact is compared with another one.
    func isLinked(_ fact: Int) -> Bool { relatives(of: fact).count > 1 }

    /// Values that the policy writes out for some facts.
    func literals(of facts: [Int]) -> [PolicyValue] {
        var values: [PolicyValue] = []
        var seen: Set<PolicyValue> = []
        for test in tests where test.facts.contains(where: facts.contains) {
            for value in test.literals where seen.insert(value).inserted { values.append(value) }
        }
        return values
    }

    /// Numbers that the policy writes out for some facts.
    func numbers(of facts: [Int]) -> [Int128] {
        literals(of: facts).compactMap {
            if case .number(let number) = $0 { number } else { nil }
        }
    }

    /// Names that the policy writes out for some facts.
    func names(of facts: [Int]) -> [String] {
        literals(of: facts).compactMap {
            if case .text(let text) = $0 { text } else { nil }
        }
    }

    /// Lists that some facts are looked up in.
    func lists(of facts: [Int]) -> [PolicyList] {
        var places: [Int] = []
        for test in tests where test.facts.contains(where: facts.contains) {
            if let list = test.list, !places.contains(list) { places.append(list) }
        }
        return places.map { lists[$0] }
    }

    /// Names of some lists, so many of each kind: names are of one kind when the same lists hold them
    /// and `kind` says the same of them.
    func listedNames(
        in lists: [PolicyList],
        each count: Int,
        kind: (String) -> Int
    ) -> [String] {
        var counts: [[Int]: Int] = [:]
        var names: [String] = []
        for (place, list) in lists.enumerated() {
            for name in list.values {
                // Whoever stands in an earlier list was met there.
                let holders = lists.map { $0.values.contains(name) ? 1 : 0 }
                guard holders.firstIndex(of: 1) == place else { continue }
                let key = holders + [kind(name)]
                if counts[key, default: 0] < count {
                    counts[key, default: 0] += 1
                    names.append(name)
                }
            }
        }
        return names.sorted()
    }
}
