import CountersignCore
import Testing

@testable import CountersignServer

@Suite struct DemoPartsTests {
    /// A clock that stands still.
    private struct StillClock: Clock {
        func now() -> Instant { Instant(seconds: 1_000) }
    }

    @Test func clockSkipsAndNeverOvertakesTheRealOne() {
        let clock = DemoClock(behind: StillClock(), seconds: 40)
        #expect(clock.now() == Instant(seconds: 960))
        clock.skip(seconds: 20)
        #expect(clock.now() == Instant(seconds: 980))
        clock.skip(seconds: 30)
        #expect(clock.now() == Instant(seconds: 1_000))
    }

    @Test(arguments: [
        ("Your code is 042917. Valid 5 min.", "042917"), ("042917 is your code", "042917"),
        ("EUR 1234567.00 to Shop, code 042917", "042917"), ("Pay 49.99", nil), ("", nil),
    ])
    func codeIsTheRunOfRightLength(text: String, code: String?) {
        #expect(DemoCode.find(in: text, digits: 6) == code)
    }

    @Test(arguments: [("042917", "042919"), ("042919", "042910")])
    func otherCodeIsNeverTheSame(code: String, other: String) {
        #expect(DemoCode.other(than: code) == other)
    }
}
