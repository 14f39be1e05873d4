import Testing

@testable import CountersignSimulator

@Suite struct RepeatsTests {
    @Test func anIdKeepsItsFirstReference() {
        let repeats = Repeats()
        #expect(repeats.reference(of: "a", offering: "1") == ("1", true))
        #expect(repeats.reference(of: "a", offering: "2") == ("1", false))
        repeats.forget("a")
        #expect(repeats.reference(of: "a", offering: "3") == ("3", true))
    }

    @Test func enoughIdsAreRememberedAndNotMoreThanTwice() {
        let repeats = Repeats()
        for number in 0..<Repeats.idsMin {
            _ = repeats.reference(of: "\(number)", offering: "first")
        }
        _ = repeats.reference(of: "next", offering: "first")
        #expect(repeats.reference(of: "0", offering: "second").isNew == false)
        for number in 0..<Repeats.idsMin {
            _ = repeats.reference(of: "later \(number)", offering: "first")
        }
        #expect(repeats.reference(of: "0", offering: "second").isNew)
    }
}
