extension Instant {
    /// The moment as RFC 3339 UTC with `Z`, whole seconds: `2026-11-23T10:00:00Z`.
    ///
    /// Milliseconds are left out, not rounded. Only the years 0000 to 9999 have such a text that reads
    /// back. Source: RFC 3339 section 5.6; the calendar is the proleptic Gregorian one.
    public var rfc3339: String {
        let secondsOfDay = Int(seconds - days * 86_400)
        let (year, month, day) = Instant.civil(fromDays: days)
        guard (0...9_999).contains(year) else { return "\(year)-\(month)-\(day)" }
        var text: [UInt8] = []
        text.reserveCapacity(20)
        func append(_ value: Int, _ separator: Unicode.Scalar) {
            text.append(UInt8(48 + value / 10 % 10))
            text.append(UInt8(48 + value % 10))
            text.append(UInt8(ascii: separator))
        }
        text.append(UInt8(48 + year / 1_000))
        text.append(UInt8(48 + year / 100 % 10))
        append(year % 100, "-")
        append(month, "-")
        append(day, "T")
        append(secondsOfDay / 3_600, ":")
        append(secondsOfDay / 60 % 60, ":")
        append(secondsOfDay % 60, "Z")
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads exactly what ``rfc3339`` prints; anything else gives nil.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 else { return nil }
        let separators: [(Int, Unicode.Scalar)] = [
            (4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "Z"),
        ]
        for (place, separator) in separators where bytes[place] != UInt8(ascii: separator) {
            return nil
        }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Instant.days(fromYear: year, month: month, day: day)
        let moment = Instant(
            seconds: days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        )
        // The 31st of a shorter month would print as another day.
        guard moment.rfc3339 == text else { return nil }
        self = moment
    }

    private var days: Int64 {
        seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
    }

    /// Days since the epoch to a Gregorian date, by eras of 400 years.
    private static func civil(fromDays days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(day))
    }

    private static func days(fromYear year: Int, month: Int, day: Int) -> Int64 {
        let shiftedYear = Int64(month <= 2 ? year - 1 : year)
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
