internal import CountersignCore

/// Keeps one of all choices that no comparison tells apart.
struct ChoiceSieve {
    /// What the policy can see of a choice.
    private struct Sight: Hashable {
        let truths: [Bool?]
        /// Facts that are compared with other groups' count by their values.
        let values: [PolicyValue]
    }

    private let facts: [Fact]
    private let rates: Rates?
    private let lists: [PolicyList]
    private let links: FactLinks
    private var values: [PolicyValue]

    init(facts: [Fact], rates: Rates?, lists: [PolicyList], links: FactLinks) {
        self.facts = facts
        self.rates = rates
        self.lists = lists
        self.links = links
        values = Array(repeating: .missing, count: facts.count)
    }

    /// The choices that some parts of a payment come to.
    mutating func choices(
        of parts: [PaymentPart],
        _ members: [Int],
        _ tests: [Test]
    ) -> [PaymentSpace.Choice] {
        // Counters are compared with counters of their own group only.
        let linked = members.filter { facts[$0].counter == nil && links.isLinked($0) }
        var seen: Set<Sight> = []
        var choices: [PaymentSpace.Choice] = []
        for part in parts {
            let truths = truths(of: part, members, tests)
            let sight = Sight(truths: truths, values: linked.map { values[$0] })
            guard seen.insert(sight).inserted else { continue }
            choices.append(
                PaymentSpace.Choice(
                    part: part,
                    values: members.map { ($0, values[$0]) },
                    truths: truths
                )
            )
        }
        return choices
    }

    /// Every part as a choice of its own, without truths.
    mutating func allChoices(of parts: [PaymentPart], _ members: [Int]) -> [PaymentSpace.Choice] {
        parts.map { part in
            _ = truths(of: part, members, [])
            return PaymentSpace.Choice(
                part: part,
                values: members.map { ($0, values[$0]) },
                truths: []
            )
        }
    }

    private mutating func truths(
        of part: PaymentPart,
        _ members: [Int],
        _ tests: [Test]
    ) -> [Bool?] {
        var payment = PaymentFacts.plain
        part.put(into: &payment)
        for fact in members {
            // Whether anybody is there to count by is another group's choice.
            let counted = facts[fact].counter.map { payment.counters[$0] ?? .number(0) }
            values[fact] = counted ?? payment.value(of: facts[fact], rates)
        }
        return tests.map { $0.holds(values, lists) }
    }

    /// Countries that stand for all where countries are compared with each other; nil where they are
    /// not.
    ///
    /// Two countries may be exchanged throughout a payment when the policy names both or neither in each
    /// place, and when their numbers can be told apart in the same ways.
    mutating func countries(
        of numbers: [PhoneNumber],
        _ recipientMembers: [Int],
        _ recipientTests: [Test]
    ) -> Set<String>? {
        guard
            let fact = facts.indices.first(where: {
                facts[$0].type == .country && links.isLinked($0)
            })
        else { return nil }
        let relatives = links.relatives(of: fact)
        var sights: [String: Set<[Bool?]>] = [:]
        for number in numbers {
            let recipient = Recipient(phone: number, email: nil, locale: nil, customer: nil)
            let truths = truths(of: .recipient(recipient), recipientMembers, recipientTests)
            sights[number.country, default: []].insert(truths)
        }
        let (names, lists) = (links.names(of: relatives), links.lists(of: relatives))
        var counts: [CountrySight: Int] = [:]
        var kept: Set<String> = []
        for country in PhoneNumber.countries.sorted() {
            let sight = CountrySight(
                name: names.contains(country) ? country : nil,
                lists: lists.map { $0.values.contains(country) },
                numbers: sights[country] ?? []
            )
            guard counts[sight, default: 0] < relatives.count else { continue }
            counts[sight, default: 0] += 1
            kept.insert(country)
        }
        return kept
    }

    private struct CountrySight: Hashable {
        let name: String?
        let lists: [Bool]
        let numbers: Set<[Bool?]>
    }
}

extension PaymentFacts {
    /// What a payment is like where a policy does not look.
    static let plain: PaymentFacts = {
        guard let currency = Currency("EUR"), let phone = try? PhoneNumber("+4915112345678") else {
            preconditionFailure("The euro and this number are on the lists.")
        }
        return PaymentFacts(
            amount: Amount(minorUnits: 4_999, currency: currency),
            purpose: .payment,
            payee: "Acme Shoes",
            reference: "order-1234",
            recipient: Recipient(phone: phone, email: nil, locale: nil, customer: nil),
            time: CivilTime(hour: 12, weekday: 1)
        )
    }()
}
