import CountersignCore

/// Moments as people type them: `24h` ago, or exactly.
enum TimeRange {
    /// Milliseconds of the units.
    private static let units: [(letter: Character, milliseconds: Int64)] = [
        ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
    ]

    /// A moment, from RFC 3339 or from how long ago it was.
    static func moment(
        _ text: String,
        of option: String,
        now: Instant
    ) throws(UsageFault) -> Instant {
        if let moment = Instant(rfc3339: text) { return moment }
        let digits = text.dropLast()
        guard let unit = units.first(where: { $0.letter == text.last }),
            (1...6).contains(digits.utf8.count), let number = Int64(digits),
            digits.utf8.allSatisfy({ (48...57).contains($0) })
        else {
            throw UsageFault(
                "\(option) does not take '\(text)'; write how long ago, e.g. 90m, 24h, 7d, "
                    + "or a moment such as 2026-11-23T10:00:00Z"
            )
        }
        return now.advanced(byMilliseconds: -number * unit.milliseconds)
    }
}
