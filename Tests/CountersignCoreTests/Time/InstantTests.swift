import CountersignCore
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
        (951_782_400, "2000-02-29T00:00:00Z"), (951_868_799, "2000-02-29T23:59:59Z"),
        (1_709_164_800, "2024-02-29T00:00:00Z"), (1_795_428_000, "2026-11-23T10:00:00Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"), (2_147_483_648, "2038-01-19T03:14:08Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_167_219_200, "0000-01-01T00:00:00Z"),
        (-2_203_891_201, "1900-02-28T23:59:59Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
    ])
    func momentsAreReadAndPrinted(seconds: Int64, text: String) {
        #expect(Instant(seconds: seconds).rfc3339 == text)
        #expect(Instant(rfc3339: text) == Instant(seconds: seconds))
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T10:00:00", "2026-11-23T10:00:00z", "2026-11-23t10:00:00Z",
        "2026-11-23 10:00:00Z", "2026-11-23T10:00:00+00:00", "2026-11-23T10:00:00.000Z",
        "2026-11-23T10:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T23:59:60Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-1-123T10:00:00Z",
        "-026-11-23T10:00:00Z",
        "+026-11-23T10:00:00Z", "2026-11-23T10:00:0 Z", "2026-11-23T10:00:00Z\n",
        "２26-11-23T10:00:00Z",
        "12026-11-23T10:00:00Z",
    ])
    func otherTextsAreRefused(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func parseAndPrintAgree() {
        var random = SeededGenerator(seed: 3_339)
        for _ in 0..<5_000 {
            let seconds = Int64.random(in: -62_167_219_200...253_402_300_799, using: &random)
            let moment = Instant(seconds: seconds)
            #expect(Instant(rfc3339: moment.rfc3339) == moment)
            let later = moment.advanced(byMilliseconds: Int64.random(in: 0...999, using: &random))
            #expect(later.rfc3339 == moment.rfc3339)
        }
    }

    @Test func datesFollowEachOtherWithoutGaps() {
        // 400 years have 146,097 days; each prints later than the one before and reads back.
        var last = ""
        for day in stride(from: Int64(0), to: 146_097, by: 1) {
            let text = Instant(seconds: day * 86_400).rfc3339
            guard last < text, text.hasSuffix("T00:00:00Z") else {
                Issue.record("\(text) does not follow \(last)")
                return
            }
            last = text
        }
        #expect(last == "2369-12-31T00:00:00Z")
    }

    @Test func secondsRoundDown() {
        #expect(Instant(milliseconds: 1_999).seconds == 1)
        #expect(Instant(milliseconds: -1).seconds == -1)
        #expect(Instant(milliseconds: -1_000).seconds == -1)
        #expect(Instant(milliseconds: -1_001).seconds == -2)
        #expect(Instant(milliseconds: .min).seconds == Int64.min / 1_000 - 1)
    }

    @Test func waitingTimeRoundsUp() {
        let now = Instant(seconds: 100)
        #expect(now.secondsUntil(Instant(milliseconds: 100_001)) == 1)
        #expect(now.secondsUntil(Instant(milliseconds: 101_000)) == 1)
        #expect(now.secondsUntil(now) == 0)
        #expect(now.secondsUntil(Instant(seconds: 99)) == 0)
        #expect(now.advanced(bySeconds: -1) < now)
        #expect(now.advanced(byMilliseconds: 1) > now)
    }

    @Test func yearsPastFourDigitsDoNotCrash() {
        #expect(Instant(milliseconds: .max).rfc3339.hasPrefix("292278994"))
        #expect(Instant(milliseconds: .min).rfc3339.hasPrefix("-292275055"))
    }
}
