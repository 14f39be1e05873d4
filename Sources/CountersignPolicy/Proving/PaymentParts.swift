internal import CountersignCore

/// Ways for each group of facts to be, on both sides of everything that the policy compares with.
struct PaymentParts {
    let facts: [Fact]
    let links: FactLinks
    let rates: Rates?
    /// Numbers of payers that could matter.
    let numbers: [PhoneNumber]

    init(facts: [Fact], links: FactLinks, rates: Rates?) {
        self.facts = facts
        self.links = links
        self.rates = rates
        numbers = PaymentParts.numbers(facts, links)
    }

    /// All ways of a group that could matter.
    func parts(
        of kind: PaymentGroup,
        _ members: [Int],
        _ countries: Set<String>?,
        distinct: ([Recipient]) -> [Recipient]
    ) -> [PaymentPart] {
        switch kind {
        case .money: money(members)
        case .recipient: recipients(members, countries, distinct).map { .recipient($0) }
        case .hour: (0...23).map { .hour($0) }
        case .weekday: (1...7).map { .weekday($0) }
        case .channels: [.channels(nil)] + PaymentParts.channelSets.map { .channels($0) }
        case .payee: texts(members[0]).filter(PaymentParts.isPayee).map { .payee($0) }
        case .reference: texts(members[0]).filter(PaymentParts.isWord).map { .reference($0) }
        case .signal(let name, let type):
            signals(type, members[0], countries).map { .signal(name, $0) } + [.signal(name, nil)]
        case .counters: []
        }
    }

    // MARK: - Money

    /// Every purpose with every currency, in each the amounts on and beside each boundary, the smallest
    /// and the largest.
    private func money(_ members: [Int]) -> [PaymentPart] {
        let amounts = amounts(
            members.first { facts[$0] == .amount },
            seesCurrency: members.contains { facts[$0] == .currency }
        )
        let named = links.names(of: members.filter { facts[$0] == .purpose })
        let purposes = Purpose.allCases.filter {
            named.contains($0.rawValue) || $0 == fresh(named, hasAmount: $0.hasAmount)
        }
        return purposes.flatMap { purpose -> [PaymentPart] in
            purpose.hasAmount
                ? amounts.map { .money(purpose, $0) } : [.money(purpose, nil)]
        }
    }

    /// The first purpose that the policy does not name.
    private func fresh(_ named: [String], hasAmount: Bool) -> Purpose? {
        Purpose.allCases.first { $0.hasAmount == hasAmount && !named.contains($0.rawValue) }
    }

    private func amounts(_ fact: Int?, seesCurrency: Bool) -> [Amount] {
        let boundaries = fact.map { links.numbers(of: [$0]).sorted() } ?? []
        var amounts: [Amount] = []
        for currency in ordered(Currency.all) {
            guard let rates, let smallest = Amount(minorUnits: 1, currency: currency),
                let worth = rates.units(of: smallest)
            else {
                amounts += [Amount(minorUnits: 4_999, currency: currency)].compactMap { $0 }
                continue
            }
            var minorUnits: Set<Int128> = [0, Int128(Amount.minorUnitsMax)]
            for boundary in boundaries {
                let nearest = boundary / worth
                minorUnits.formUnion([nearest - 1, nearest, nearest + 1])
            }
            amounts += minorUnits.sorted().compactMap { units in
                Int64(exactly: units).flatMap { Amount(minorUnits: $0, currency: currency) }
            }
        }
        return regions(amounts, boundaries, seesCurrency)
    }

    /// One amount between and on the boundaries, of each currency where rules look at it: no comparison
    /// tells more apart.
    private func regions(
        _ amounts: [Amount],
        _ boundaries: [Int128],
        _ seesCurrency: Bool
    ) -> [Amount] {
        struct Region: Hashable {
            let currency: Currency?
            let place: Int?
        }
        var seen: Set<Region> = []
        return amounts.filter { amount in
            var place: Int?
            if let units = rates?.units(of: amount) {
                let below = PaymentParts.count(of: boundaries, below: units)
                let isOn = below < boundaries.count && boundaries[below] == units
                place = below * 2 + (isOn ? 1 : 0)
            }
            let currency = seesCurrency ? amount.currency : nil
            return seen.insert(Region(currency: currency, place: place)).inserted
        }
    }

    /// The policy's own currency first, so that examples speak in it.
    private func ordered(_ currencies: [Currency]) -> [Currency] {
        guard let own = rates?.currency else { return currencies }
        return [own] + currencies.filter { $0 != own }
    }

    private static func count(of sorted: [Int128], below value: Int128) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: - Channels

    /// Every set of channels that a checkout may ask for.
    private static let channelSets: [[Channel]] = {
        let all = Channel.allCases
        return (1..<(1 << all.count)).map { bits in
            all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] }
        }
    }()

    // MARK: - Signals

    private func signals(
        _ type: PolicyType,
        _ fact: Int,
        _ countries: Set<String>?
    ) -> [JSONValue] {
        switch type {
        case .flag: return [.bool(true), .bool(false)]
        case .count: return numbers(fact, unit: 1).map { .integer($0) }
        // A duration is declared in days.
        case .duration: return numbers(fact, unit: 86_400).map { .integer($0) }
        case .country:
            let known = PhoneNumber.countries.sorted()
            return known.filter { !links.isLinked(fact) || countries?.contains($0) != false }
                .map { .string($0) }
        default: return texts(fact).filter { $0.utf8.count <= 500 }.map { .string($0) }
        }
    }

    /// Whole numbers of a unit on and beside each boundary: as many on each side as there are facts that
    /// are compared with each other.
    private func numbers(_ fact: Int, unit: Int128) -> [Int64] {
        let relatives = links.relatives(of: fact)
        let width = Int128(relatives.count)
        var numbers = Set((0..<width).map { Int64($0) })
        for boundary in links.numbers(of: relatives) {
            let nearest = boundary / unit
            for step in -width...(width + 1) {
                if let number = Int64(exactly: nearest + step) { numbers.insert(number) }
            }
        }
        return numbers.sorted { (abs($0), $0) < (abs($1), $1) }
    }

    // MARK: - Texts

    /// Texts for a fact and those that it is compared with: the ones that the policy names, some of each
    /// list, and fresh ones.
    func texts(_ fact: Int) -> [String] {
        var relatives = links.relatives(of: fact)
        let width = relatives.count
        // Lists of recipients know customers too.
        if relatives.contains(where: { facts[$0] == .customer }),
            let recipient = facts.firstIndex(of: .recipient)
        {
            relatives.append(recipient)
        }
        let named = links.names(of: relatives)
        let lists = links.lists(of: relatives)
        let listed = links.listedNames(in: lists, each: width) { text in
            (PaymentParts.isWord(text) ? 1 : 0) + (PaymentParts.isPayee(text) ? 2 : 0)
        }
        var fresh: [String] = []
        var number = 1
        while fresh.count < width {
            let text = "other-\(number)"
            if !named.contains(text), !lists.contains(where: { $0.values.contains(text) }) {
                fresh.append(text)
            }
            number += 1
        }
        return named + listed + fresh
    }

    /// Whether the API takes a text as a payee.
    static func isPayee(_ text: String) -> Bool { (try? Payee(text)) != nil }

    /// Whether the API takes a text as a reference or a customer.
    static func isWord(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, scalars.count <= 64 else {
            return false
        }
        return !first.properties.isWhitespace && !last.properties.isWhitespace
            && !scalars.contains(where: PlainText.isForbidden)
    }
}
