internal import CountersignCore

/// Finitely many choices for every group of facts that stand for all payments there can be.
///
/// Between two choices of a group no comparison of the policy changes its truth: money and other
/// numbers are chosen on and beside every boundary that the policy writes out, names are the ones that
/// it writes out or lists and a fresh one. Choices of which every comparison is equally true are one.
/// Facts that are compared with each other share their choices, as many of each kind as there are
/// such facts, so that all ways of being equal, and all orders, are among them.
struct PaymentSpace {
    /// Most truths that are noted for one group; past them each is found when it is asked for.
    static let truthsMax = 400_000

    /// One way for the facts of a group to be.
    struct Choice {
        let part: PaymentPart
        /// What the facts are worth.
        let values: [(fact: Int, value: PolicyValue)]
        /// The truth of the comparisons that look at no other group.
        let truths: [Bool?]
    }

    /// Facts that are chosen at once.
    struct Group {
        let kind: PaymentGroup
        var choices: [Choice] = []
        /// Whether the choices stand for all that there are.
        var isExact = true
    }

    /// Where a comparison's truth is found.
    enum Place {
        /// With the choice of one group, under a number.
        case local(group: Int, number: Int)
        /// In the values of these groups.
        case linked(groups: [Int])
    }

    let tests: [Test]
    private(set) var groups: [Group] = []
    private(set) var groupOfFact: [Int] = []
    private(set) var places: [Place] = []

    /// The space of a policy's facts and comparisons.
    init(facts: [Fact], tests: [Test], rates: Rates?, lists: [PolicyList]) {
        self.tests = tests
        let between = CounterLinks(facts: facts, tests: tests)
        for (place, fact) in facts.enumerated() {
            let kind = PaymentGroup(fact, family: between.family(of: place))
            if let group = groups.firstIndex(where: { $0.kind == kind }) {
                groupOfFact.append(group)
            } else {
                groupOfFact.append(groups.count)
                groups.append(Group(kind: kind))
            }
        }
        var local = Array(repeating: [Int](), count: groups.count)
        for (number, test) in tests.enumerated() {
            let touched = Set(test.facts.map { groupOfFact[$0] }).sorted()
            if touched.count == 1 {
                places.append(.local(group: touched[0], number: local[touched[0]].count))
                local[touched[0]].append(number)
            } else {
                places.append(.linked(groups: touched))
            }
        }
        let links = FactLinks(facts: facts, tests: tests, lists: lists)
        let makers = PaymentParts(facts: facts, links: links, rates: rates)
        var sieve = ChoiceSieve(facts: facts, rates: rates, lists: lists, links: links)
        let members = groups.indices.map { group in
            facts.indices.filter { groupOfFact[$0] == group }
        }
        let payers = groups.firstIndex { $0.kind == .recipient }
        let countries = sieve.countries(
            of: makers.numbers,
            payers.map { members[$0] } ?? [],
            payers.map { local[$0].map { tests[$0] } } ?? []
        )
        for group in groups.indices {
            let tests = local[group].map { tests[$0] }
            if case .counters = groups[group].kind {
                let parts = CounterParts(members[group], facts: facts, links, between, rates).all()
                let all = parts.parts.map { PaymentPart.counters($0) }
                groups[group].choices = sieve.choices(of: all, members[group], tests)
                groups[group].isExact = parts.areExact
                continue
            }
            let parts = makers.parts(of: groups[group].kind, members[group], countries) {
                let choices = sieve.choices(
                    of: $0.map { .recipient($0) },
                    members[group],
                    tests
                )
                return choices.compactMap {
                    if case .recipient(let recipient) = $0.part { recipient } else { nil }
                }
            }
            if parts.count * tests.count <= PaymentSpace.truthsMax {
                groups[group].choices = sieve.choices(of: parts, members[group], tests)
            } else {
                for test in local[group] { places[test] = .linked(groups: [group]) }
                groups[group].choices = sieve.allChoices(of: parts, members[group])
            }
        }
    }
}
