import Synchronization

/// The time of a scenario: seconds since it began.
final class ScenarioClock: Sendable {
    private let beginning = Mutex<ContinuousClock.Instant?>(nil)

    /// Begins, or begins anew.
    func begin() {
        beginning.withLock { $0 = ContinuousClock.now }
    }

    /// Seconds since it began; nil before.
    var second: Double? {
        guard let beginning = beginning.withLock({ $0 }) else { return nil }
        return (ContinuousClock.now - beginning) / .seconds(1)
    }
}
