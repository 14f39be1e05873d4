import CountersignCore
import Testing

@Suite struct ShareTests {
    @Test(arguments: [
        (0, 7, "0.0000", "0.0 %"), (7, 7, "1.0000", "100.0 %"), (1, 3, "0.3333", "33.3 %"),
        (2, 3, "0.6667", "66.7 %"), (1, 20_000, "0.0001", "0.0 %"), (1, 20_001, "0.0000", "0.0 %"),
        (9_995, 10_000, "0.9995", "100.0 %"), (11, 10, "1.1000", "110.0 %"),
    ])
    func sharesAreRoundedHalfUp(part: Int, whole: Int, decimal: String, percent: String) throws {
        let share = try #require(Share(part, of: whole))
        #expect(share.decimal == decimal)
        #expect(share.percent == percent)
    }

    @Test func nothingHasNoShare() {
        #expect(Share(0, of: 0) == nil)
    }
}
