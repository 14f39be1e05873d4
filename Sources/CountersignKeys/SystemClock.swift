public import CountersignCore
internal import Glibc

/// The operating system's clock.
public struct SystemClock: Clock {
    /// The clock.
    public init() {}

    /// The current moment, as precise as the system's clock, cut to milliseconds.
    public func now() -> Instant {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
