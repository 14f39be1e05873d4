internal import CountersignCore

/// One way for counters that hang together to stand.
struct CounterReading {
    let counter: Counter
    let value: PolicyValue
    /// The same as money, for a sum.
    let amount: Amount?
}

/// Ways for counters that hang together to stand, on both sides of everything that the policy compares with.
///
/// Numbers stand on and beside every boundary of any of them. For a comparison with a part of another
/// counter, the numbers on both sides of that part of each of these join them. With one such comparison
/// all ways of being less and more are among them, since each can be had with numbers that lie as far apart,
/// or as close, as boundaries and links allow. With more, some may be missing.
struct CounterParts {
    /// Most ways that are looked at.
    static let partsMax = 20_000
    /// Most numbers for one counter.
    static let numbersMax = 200

    private let members: [Int]
    private let counters: [Counter]
    private let links: CounterLinks
    private let rates: Rates?
    private var numbers: [Set<Int128>]
    private let shares: [CounterLinks.Share]

    init(
        _ members: [Int],
        facts: [Fact],
        _ links: FactLinks,
        _ between: CounterLinks,
        _ rates: Rates?
    ) {
        self.members = members
        self.links = between
        self.rates = rates
        let counters = members.compactMap { facts[$0].counter }
        self.counters = counters
        shares = between.shares.filter { members.contains($0.left) }.sorted {
            ($0.left, $0.whole, $0.thousandths) < ($1.left, $1.whole, $1.thousandths)
        }
        let boundaries = [false, true].map { isAmount in
            links.numbers(
                of: zip(members, counters).filter { $0.1.isAmount == isAmount }.map(\.0)
            )
        }
        let counts = CounterParts.counts(boundaries[0])
        let sums = CounterParts.sums(boundaries[1], rates)
        numbers = counters.map { $0.isAmount ? sums : counts }
        if shares.isEmpty {
            numbers = counters.indices.map { place in
                let own = boundaries[counters[place].isAmount ? 1 : 0]
                return regions(numbers[place], Set(own))
            }
        } else {
            for _ in 0..<2 { addShares() }
        }
    }

    /// All ways, and whether they stand for every way there is.
    func all() -> (parts: [[CounterReading]], areExact: Bool) {
        var parts: [[CounterReading]] = []
        var values: [PolicyValue] = []
        var isWhole = shares.count <= 1 && numbers.allSatisfy { $0.count < CounterParts.numbersMax }
        let choices = zip(counters, numbers).map { counter, numbers -> [PolicyValue] in
            guard counter.isAmount else { return numbers.sorted().map { .number($0) } }
            // The policy's own currency first, so that examples speak in it.
            let own = numbers.filter { isOwn($0) }
            let ordered = own.sorted() + numbers.subtracting(own).sorted()
            // Money of a currency without a rate makes a sum missing.
            return ordered.map { .number($0) } + [.missing]
        }
        func add() {
            guard parts.count < CounterParts.partsMax else {
                isWhole = false
                return
            }
            guard values.count < counters.count else {
                parts.append(reading(values))
                return
            }
            for value in choices[values.count] {
                values.append(value)
                if isPossible(values) { add() }
                values.removeLast()
            }
        }
        add()
        return (parts, isWhole)
    }

    private func isOwn(_ units: Int128) -> Bool {
        rates?.exactAmount(ofUnits: units)?.currency == rates?.currency
    }

    private func reading(_ values: [PolicyValue]) -> [CounterReading] {
        zip(counters, values).map { counter, value in
            var amount: Amount?
            if counter.isAmount, case .number(let units) = value {
                amount = rates?.exactAmount(ofUnits: units)
            }
            return CounterReading(counter: counter, value: value, amount: amount)
        }
    }

    /// Whether the links hold between the last of some values and those before it.
    private func isPossible(_ values: [PolicyValue]) -> Bool {
        let last = members[values.count - 1]
        func value(_ fact: Int) -> PolicyValue? {
            guard let place = members.firstIndex(of: fact), place < values.count else { return nil }
            return values[place]
        }
        for (inner, outer) in links.nested where inner == last || outer == last {
            guard let inner = value(inner), let outer = value(outer) else { continue }
            switch (inner, outer) {
            case (.number(let inner), .number(let outer)) where inner > outer: return false
            case (.missing, .number): return false
            default: continue
            }
        }
        for (sum, number) in links.sums where sum == last || number == last {
            guard let sum = value(sum), value(number) == .number(0) else { continue }
            if sum != .number(0) { return false }
        }
        return true
    }

    // MARK: - Numbers

    private static func counts(_ boundaries: [Int128]) -> Set<Int128> {
        var numbers: Set<Int128> = [0, 1]
        for boundary in boundaries { numbers.formUnion([boundary - 1, boundary, boundary + 1]) }
        return numbers.filter { $0 >= 0 }
    }

    /// Sums of one currency each.
    private static func sums(_ boundaries: [Int128], _ rates: Rates?) -> Set<Int128> {
        guard let rates else { return [0] }
        var numbers: Set<Int128> = [0]
        for worth in rates.worths where worth > 0 {
            numbers.insert(worth)
            for boundary in boundaries {
                let nearest = boundary / worth
                numbers.formUnion([nearest - 1, nearest, nearest + 1].map { $0 * worth })
            }
        }
        return numbers.filter { $0 >= 0 && rates.exactAmount(ofUnits: $0) != nil }
    }

    /// Zero, and one number between and on the boundaries: no comparison tells more apart.
    private func regions(_ numbers: Set<Int128>, _ boundaries: Set<Int128>) -> Set<Int128> {
        let sorted = boundaries.sorted()
        var seen: Set<Int> = []
        var kept: Set<Int128> = []
        let isOwn = numbers.filter { self.isOwn($0) }
        for number in isOwn.sorted() + numbers.subtracting(isOwn).sorted() {
            let below = sorted.count { $0 < number }
            let place = number == 0 ? -1 : below * 2 + (boundaries.contains(number) ? 1 : 0)
            if seen.insert(place).inserted { kept.insert(number) }
        }
        return kept
    }

    private mutating func addShares() {
        for share in shares where share.thousandths > 0 {
            guard let left = members.firstIndex(of: share.left),
                let whole = members.firstIndex(of: share.whole)
            else { continue }
            let unit = counters[left].isAmount ? rates?.worths.first ?? 1 : 1
            let part = Int128(share.thousandths)
            let all = Int128(Percentage.whole)
            for number in numbers[whole].sorted() {
                add(number * part / all, to: left, unit)
            }
            for number in numbers[left].sorted() { add(number * all / part, to: whole, unit) }
        }
    }

    private mutating func add(_ number: Int128, to place: Int, _ unit: Int128) {
        let nearest = number / unit
        for step in Int128(-1)...2 {
            let value = (nearest + step) * unit
            guard value >= 0, numbers[place].count < CounterParts.numbersMax else { continue }
            if counters[place].isAmount, rates?.exactAmount(ofUnits: value) == nil { continue }
            numbers[place].insert(value)
        }
    }
}
