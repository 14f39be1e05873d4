import CountersignCore

/// What is left of a code's life decides what is still worth doing.
enum Deadline {
    /// Seconds that a message and its reader need at least; with less left it is not handed over.
    static let secondsMin = 5
    /// Milliseconds after a deadline in which its confirmation ends by itself and ends its messages too.
    static let graceMilliseconds: Int64 = 2_000
    /// Hand-overs of one message to one provider, the first included, while there is another.
    static let attemptsMaxWithOthers = 2
    /// The same where there is none.
    static let attemptsMaxAlone = 4
    /// Longest pause before the same provider is tried again while there is another, in seconds.
    static let pauseSecondsMaxWithOthers = 10

    /// Whether a message can still arrive and be read in time.
    static func leavesTime(_ expiresAt: Instant, at now: Instant) -> Bool {
        now.advanced(bySeconds: secondsMin) <= expiresAt
    }

    /// Whether a deadline passed so long ago that somebody else has ended the message, or should have.
    static func isLongPast(_ expiresAt: Instant, at now: Instant) -> Bool {
        expiresAt.advanced(byMilliseconds: graceMilliseconds) <= now
    }

    /// Milliseconds until another attempt with the same provider; nil when there is none.
    ///
    /// At least the seconds that the provider asks for, and up to half as much again, so that those who
    /// were refused together do not come back together.
    /// - Parameter random: 0 to 255.
    static func pauseMilliseconds(
        afterSeconds seconds: Int,
        attempts: Int,
        hasOthers: Bool,
        expiresAt: Instant,
        at now: Instant,
        random: UInt8
    ) -> Int64? {
        guard attempts < (hasOthers ? attemptsMaxWithOthers : attemptsMaxAlone) else { return nil }
        // Another provider now is worth more to the payer than this one later.
        if hasOthers, seconds > pauseSecondsMaxWithOthers { return nil }
        // A provider's time is believed as far as a code can live.
        let base = Int64(min(max(seconds, 1), 600)) * 1_000
        let pause = base + base / 2 * Int64(random) / 255
        guard leavesTime(expiresAt, at: now.advanced(byMilliseconds: pause)) else { return nil }
        return pause
    }
}
