/// A moment, counted in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Core never reads a clock; moments come in as arguments or through ``Clock``.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the Unix epoch; negative before it.
    public let milliseconds: Int64

    /// A moment from milliseconds since the Unix epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// A moment from whole seconds since the Unix epoch.
    public init(seconds: Int64) {
        self.milliseconds = seconds * 1_000
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 {
        milliseconds / 1_000 - (milliseconds % 1_000 < 0 ? 1 : 0)
    }

    /// The moment so many seconds later; earlier when negative.
    public func advanced(bySeconds seconds: Int) -> Instant {
        Instant(milliseconds: milliseconds + Int64(seconds) * 1_000)
    }

    /// The moment so many milliseconds later; earlier when negative.
    public func advanced(byMilliseconds delta: Int64) -> Instant {
        Instant(milliseconds: milliseconds + delta)
    }

    /// Whole seconds from this moment to a later one, rounded up; zero when it has passed.
    public func secondsUntil(_ later: Instant) -> Int {
        guard later > self else { return 0 }
        return Int((later.milliseconds - milliseconds + 999) / 1_000)
    }

    /// Whether a moment is earlier.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
