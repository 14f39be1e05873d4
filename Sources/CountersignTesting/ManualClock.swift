public import CountersignCore
import Synchronization

/// A clock that stands still until a test moves it.
public final class ManualClock: Clock {
    private let moment: Mutex<Instant>

    /// A clock that stands at a moment; 2026-11-23T10:00:00Z unless told otherwise.
    public init(at moment: Instant = Instant(seconds: 1_795_428_000)) {
        self.moment = Mutex(moment)
    }

    /// The moment at which it stands.
    public func now() -> Instant { moment.withLock { $0 } }

    /// Moves the clock forward, or back when negative.
    public func advance(seconds: Int) {
        moment.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }
}
