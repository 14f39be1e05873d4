import CountersignCore
import CountersignPolicy

/// Counted events that are still to come, the next one first; those of one moment in the order in which they
/// were put in.
///
/// It holds what is to happen to confirmations that are open: a few minutes' worth, however long the past.
struct CountedEventQueue: Sendable {
    /// Something that is to be counted, or taken back.
    struct Entry: Sendable {
        let event: CountedEvent
        let at: Instant
        let isTakenBack: Bool
        fileprivate let number: Int

        fileprivate func comes(before other: Entry) -> Bool {
            (at.milliseconds, number) < (other.at.milliseconds, other.number)
        }
    }

    /// A binary heap.
    private var heap: [Entry] = []
    private var pushed = 0

    mutating func push(_ event: CountedEvent, at moment: Instant, isTakenBack: Bool = false) {
        heap.append(Entry(event: event, at: moment, isTakenBack: isTakenBack, number: pushed))
        pushed += 1
        var place = heap.count - 1
        while place > 0, heap[place].comes(before: heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The next one, if its moment has come.
    mutating func pop(until now: Instant) -> Entry? {
        guard let first = heap.first, first.at <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < heap.count && heap[child].comes(before: heap[least]) {
                least = child
            }
            guard least != place else { return first }
            heap.swapAt(place, least)
            place = least
        }
    }
}
