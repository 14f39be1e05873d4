/// What happened at which tick, as running totals: how much came after a tick is the difference of two.
///
/// Adding at the end and asking are cheap however much there is: what happens within one tick is one entry,
/// and a tick is found by halving.
struct Series: Equatable, Sendable {
    private struct Entry: Equatable {
        let tick: Int64
        /// Everything up to the end of the tick, forgotten ticks included.
        var total: Int64
    }

    private var entries: [Entry] = []
    /// Entries before this place are forgotten.
    private var start = 0
    /// The total of everything that was forgotten.
    private var forgotten: Int64 = 0

    /// Whether nothing is known any more.
    var isEmpty: Bool { start == entries.count }

    /// How many ticks are known.
    var count: Int { entries.count - start }

    /// Adds at a tick.
    ///
    /// Totals may wrap around; differences stay right.
    mutating func add(_ amount: Int64, at tick: Int64) {
        guard let last = entries.last, start < entries.count, tick <= last.tick else {
            let total = isEmpty ? forgotten : entries[entries.count - 1].total
            entries.append(Entry(tick: tick, total: total &+ amount))
            return
        }
        let place = firstPlace(after: tick - 1)
        if entries[place].tick != tick {
            let before = place > start ? entries[place - 1].total : forgotten
            entries.insert(Entry(tick: tick, total: before), at: place)
        }
        for place in place..<entries.count { entries[place].total &+= amount }
    }

    /// Takes back what was added at a tick; nothing where the tick is not known.
    mutating func takeBack(_ amount: Int64, at tick: Int64) {
        let place = firstPlace(after: tick - 1)
        guard place < entries.count, entries[place].tick == tick else { return }
        for place in place..<entries.count { entries[place].total &-= amount }
    }

    /// How much came after a tick.
    func sum(after tick: Int64) -> Int64 {
        guard let last = entries.last, !isEmpty else { return 0 }
        let place = firstPlace(after: tick)
        let before = place > start ? entries[place - 1].total : forgotten
        return last.total &- before
    }

    /// Forgets everything up to the end of a tick.
    mutating func forget(through tick: Int64) {
        while start < entries.count, entries[start].tick <= tick {
            forgotten = entries[start].total
            start += 1
        }
        if start > 32, start * 2 > entries.count {
            entries.removeFirst(start)
            start = 0
        }
    }

    /// The first known place with a later tick.
    private func firstPlace(after tick: Int64) -> Int {
        var (low, high) = (start, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].tick <= tick { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
