import CountersignCore
import Testing

@Suite struct DurationHistogramTests {
    @Test func quantilesAreRightToOnePartIn64() {
        var state: UInt64 = 7
        for scale in [10, 1_000, 60_000, 86_400_000] as [UInt64] {
            var histogram = DurationHistogram()
            var all: [Int64] = []
            for _ in 0..<500 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let value = Int64((state >> 33) % scale)
                histogram.record(milliseconds: value)
                all.append(value)
            }
            all.sort()
            for permille in [1, 500, 950, 1_000] {
                let exact = all[max(0, (all.count * permille + 999) / 1_000 - 1)]
                let told = histogram.quantile(permille: permille) ?? -1
                #expect(abs(told - exact) * 64 <= exact, "\(told) for \(exact)")
            }
        }
    }

    @Test func twoHistogramsAddUpToOneOfAll() {
        var (one, other, both) = (DurationHistogram(), DurationHistogram(), DurationHistogram())
        for value in 0..<2_000 as Range<Int64> {
            if value % 3 == 0 {
                one.record(milliseconds: value)
            } else {
                other.record(milliseconds: value)
            }
            both.record(milliseconds: value)
        }
        one.add(other)
        #expect(one == both)
    }

    @Test func nothingHasNoQuantileAndABackwardClockCountsAsZero() {
        var histogram = DurationHistogram()
        #expect(histogram.quantile(permille: 500) == nil)
        histogram.record(milliseconds: -5)
        #expect(histogram.quantile(permille: 500) == 0)
    }

    @Test func theLongestDurationHasAPlaceToo() {
        var histogram = DurationHistogram()
        histogram.record(milliseconds: .max)
        let told = histogram.quantile(permille: 500) ?? 0
        #expect(told > Int64.max / 64 * 63)
    }
}
