internal import Dispatch

/// The clock that every figure of the bench is taken from; it never goes back.
enum Stopwatch {
    /// Nanoseconds since a start that means nothing.
    static func nanoseconds() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Seconds since an earlier reading, never zero.
    static func seconds(since start: UInt64) -> Double {
        Double(max(nanoseconds() - start, 1)) / 1_000_000_000
    }
}
