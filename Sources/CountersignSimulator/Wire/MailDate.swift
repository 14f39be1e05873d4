import CountersignCore

/// Dates as mail and some platforms write them: `Thu, 01 Jan 2026 00:00:00 +0000`.
///
/// Source: RFC 2822 section 3.3.
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A moment in UTC.
    static func text(_ moment: Instant) -> String {
        // RFC 3339 has the same parts at fixed places: 2026-01-01T00:00:00Z.
        let parts = moment.rfc3339.split { !$0.isNumber }.map(String.init)
        let day = Int(moment.seconds / 86_400 % 7)
        guard parts.count >= 6, let month = Int(parts[1]), (1...12).contains(month),
            days.indices.contains(day)
        else { return moment.rfc3339 }
        let time = parts[3...5].joined(separator: ":")
        return "\(days[day]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(time) +0000"
    }
}
