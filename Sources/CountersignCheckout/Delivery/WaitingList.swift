import CountersignCore

/// Messages that wait for their provider, the one with the latest deadline first.
///
/// After an outage the newest are the ones whose payers still look at the checkout; the oldest would
/// arrive too late whatever their order, and must not hold up the others.
struct WaitingList: Sendable {
    /// A binary heap: no parcel's deadline is later than that of its parent.
    private var heap: [Parcel] = []

    var count: Int { heap.count }
    var isEmpty: Bool { heap.isEmpty }

    /// How many fit a condition.
    func count(where fits: (Parcel) -> Bool) -> Int { heap.count(where: fits) }

    /// The parcel that is next.
    var first: Parcel? { heap.first }

    mutating func add(_ parcel: Parcel) {
        heap.append(parcel)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].expiresAt > heap[parent].expiresAt else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func take() -> Parcel? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        sink(from: 0)
        return first
    }

    /// Takes those out that a condition fits, at most so many, in no order.
    mutating func remove(
        atMost limit: Int = .max,
        where fits: (Parcel) -> Bool
    ) -> [Parcel] {
        var removed: [Parcel] = []
        heap.removeAll { parcel in
            guard removed.count < limit, fits(parcel) else { return false }
            removed.append(parcel)
            return true
        }
        guard !removed.isEmpty else { return [] }
        for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(from: place) }
        if heap.capacity > 4 * heap.count + 1_024 { heap = Array(heap) }
        return removed
    }

    private mutating func sink(from start: Int) {
        var parent = start
        while true {
            var latest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].expiresAt > heap[latest].expiresAt { latest = child }
            }
            guard latest != parent else { return }
            heap.swapAt(parent, latest)
            parent = latest
        }
    }
}
