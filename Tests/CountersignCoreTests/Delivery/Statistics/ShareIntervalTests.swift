import CountersignCore
import Testing

/// Intervals against the values that their author printed.
@Suite struct ShareIntervalTests {
    /// Source: Newcombe, Two-sided confidence intervals for the single proportion, Statistics in
    /// Medicine 17, 1998, table I, method 3.
    @Test(
        arguments: [
            (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ]
    )
    func scoreIntervalIsAsPrinted(_ row: (part: Int, whole: Int, low: Double, high: Double)) throws
    {
        let interval = try #require(ShareInterval(row.part, of: row.whole))
        #expect(abs(interval.low - row.low) < 0.000_05)
        #expect(abs(interval.high - row.high) < 0.000_05)
    }

    /// Source: Newcombe, Interval estimation for the difference between independent proportions,
    /// Statistics in Medicine 17, 1998, table II, method 10.
    @Test(
        arguments: [
            ([56, 70, 48, 80], 0.0524, 0.3339), ([9, 10, 3, 10], 0.1705, 0.8090),
            ([6, 7, 2, 7], 0.0582, 0.8062), ([5, 56, 0, 29], -0.0381, 0.1926),
            ([0, 10, 0, 20], -0.1611, 0.2775), ([0, 10, 0, 10], -0.2775, 0.2775),
            ([10, 10, 0, 20], 0.6791, 1.0000), ([10, 10, 0, 10], 0.6075, 1.0000),
        ]
    )
    func differenceIsAsPrinted(_ row: (counts: [Int], low: Double, high: Double)) throws {
        let one = try #require(ShareInterval(row.counts[0], of: row.counts[1]))
        let other = try #require(ShareInterval(row.counts[2], of: row.counts[3]))
        let difference = ShareDifference(one, minus: other)
        #expect(abs(difference.low - row.low) < 0.000_05)
        #expect(abs(difference.high - row.high) < 0.000_05)
        #expect(difference.difference == one.share - other.share)
    }

    @Test func boundsHoldTheShareAndStayBetweenNoneAndAll() throws {
        for whole in 1...60 {
            for part in 0...whole {
                let interval = try #require(ShareInterval(part, of: whole))
                #expect(0 <= interval.low && interval.low <= interval.share)
                #expect(interval.share <= interval.high && interval.high <= 1)
                let mirrored = try #require(ShareInterval(whole - part, of: whole))
                #expect(abs(mirrored.low - (1 - interval.high)) < 0.000_000_001)
            }
        }
    }

    @Test func nothingIsNoShare() {
        #expect(ShareInterval(0, of: 0) == nil)
        #expect(ShareInterval(3, of: 2) == nil)
        #expect(ShareInterval(-1, of: 2) == nil)
    }
}
