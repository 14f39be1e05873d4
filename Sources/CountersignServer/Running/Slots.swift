import Synchronization

/// A number of places for work that must not be done too often at once.
final class Slots: Sendable {
    private let free: Mutex<Int>

    /// So many places, all free.
    init(_ count: Int) { free = Mutex(count) }

    /// Takes a place; false when there is none.
    func take() -> Bool {
        free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    /// Gives a place back.
    func give() { free.withLock { $0 += 1 } }
}
