public import CountersignCore
internal import Glibc

/// The operating system's clock.
public struct SystemClock: Clock {
    /// The clock.
    public init() {}

    public func now() -> Instant {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
