/// What every report and rehearsal holds of its range of time.
public enum ReportRange {
    /// Most days of one range.
    public static let daysMax = 366

    /// Whether a range begins before it ends and is not longer than ``daysMax`` days.
    public static func holds(since: Instant, until: Instant) -> Bool {
        let milliseconds = until.milliseconds - since.milliseconds
        return milliseconds > 0 && milliseconds <= Int64(daysMax) * 86_400_000
    }
}
