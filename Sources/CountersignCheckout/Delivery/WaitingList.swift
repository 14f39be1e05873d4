import CountersignCore

/// Messages that wait for their provider, the newest first.
///
/// After an outage the newest are the ones whose payers still look at the checkout; the oldest would
/// arrive too late whatever their order, and must not hold up the others. What counts is when a message
/// was made, not when its code dies: by latest deadline, codes of ten minutes would always go before
/// codes of one, and while a provider takes less than comes, short codes would never leave. By earliest
/// deadline everybody would wait until a code is nearly dead, and its payer gone.
struct WaitingList: Sendable {
    /// A binary heap: no parcel is newer than its parent.
    ///
    /// Ids of messages sort by time.
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
            guard heap[child].id > heap[parent].id else { return }
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
            var newest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].id > heap[newest].id { newest = child }
            }
            guard newest != parent else { return }
            heap.swapAt(parent, newest)
            parent = newest
        }
    }
}
