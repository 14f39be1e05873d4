/// What a clock on the wall and a calendar show: as much of it as rules look at.
public struct CivilTime: Equatable, Sendable {
    /// The hour, 0 to 23.
    public let hour: Int
    /// The day of the week, Monday as 1 to Sunday as 7.
    public let weekday: Int

    /// The time of a moment where clocks are so many seconds ahead of UTC.
    public init(_ moment: Instant, offsetSeconds: Int = 0) {
        let seconds = moment.seconds + Int64(offsetSeconds)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        hour = Int((seconds - days * 86_400) / 3_600)
        // The first day of 1970 was a Thursday.
        let remainder = (days + 3) % 7
        weekday = Int(remainder < 0 ? remainder + 7 : remainder) + 1
    }
}
