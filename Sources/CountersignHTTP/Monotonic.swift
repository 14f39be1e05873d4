// The system's socket and time headers belong to whichever of the two modules was read first.
internal import CMicrohttpd
internal import Glibc

/// Milliseconds of a clock that never goes back; its start means nothing.
enum Monotonic {
    /// The current moment.
    ///
    /// The coarse clock is a few milliseconds late and costs next to nothing.
    static func milliseconds() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
