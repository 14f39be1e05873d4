import CountersignCore
import Testing

@Suite struct CivilTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0, 0, 4), ("2026-11-24T13:30:00Z", 0, 13, 2),
        ("2026-11-24T23:30:00Z", 3_600, 0, 3), ("2026-11-23T00:10:00Z", -3_600, 23, 7),
        ("1969-12-31T23:59:59Z", 0, 23, 3), ("1960-02-29T12:00:00Z", 0, 12, 1),
    ])
    func hourAndWeekdayAreThoseOfTheCalendar(
        text: String,
        offset: Int,
        hour: Int,
        weekday: Int
    ) throws {
        let time = CivilTime(try #require(Instant(rfc3339: text)), offsetSeconds: offset)
        #expect(time.hour == hour)
        #expect(time.weekday == weekday)
    }
}
