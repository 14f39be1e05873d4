import CountersignCore
import Synchronization

/// A clock that starts behind the real one and can skip: what takes a payer twenty seconds takes the
/// demo none.
///
/// It never overtakes the real one, so nothing is ever dated in the future.
final class DemoClock: Clock {
    private let real: any Clock
    private let secondsBehind: Mutex<Int>

    /// A clock so many seconds behind another.
    init(behind real: any Clock, seconds: Int) {
        self.real = real
        secondsBehind = Mutex(seconds)
    }

    func now() -> Instant {
        real.now().advanced(bySeconds: -secondsBehind.withLock { $0 })
    }

    /// Skips so many seconds, at most until it is level with the real one.
    func skip(seconds: Int) {
        secondsBehind.withLock { $0 = max(0, $0 - seconds) }
    }
}
