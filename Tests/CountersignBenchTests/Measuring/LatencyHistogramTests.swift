import Testing

@testable import CountersignBench

struct LatencyHistogramTests {
    /// A small generator of its own, so that a failure can be repeated by its seed.
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
        }
    }

    @Test(arguments: 1...20) func quantilesAreExactToTwoPercent(seed: Int) {
        var chance = Seeded(state: UInt64(seed))
        var histogram = LatencyHistogram()
        var all: [UInt64] = []
        for _ in 0..<Int.random(in: 1...4_000, using: &chance) {
            let width = UInt64.random(in: 1...40, using: &chance)
            let value = UInt64.random(in: 0..<(1 << width), using: &chance)
            all.append(value)
            histogram.record(nanoseconds: value)
        }
        all.sort()
        #expect(histogram.count == all.count)
        #expect(histogram.nanosecondsMax == all.last)
        for permille in [0, 1, 250, 500, 900, 990, 999, 1_000] {
            let rank = max(1, (all.count * permille + 999) / 1_000)
            let exact = Double(all[rank - 1])
            let found = Double(histogram.quantile(permille: permille))
            #expect(abs(found - exact) <= exact * 0.02, "seed \(seed), permille \(permille)")
        }
    }

    @Test func smallValuesAreExact() {
        for value in UInt64(0)..<128 {
            var histogram = LatencyHistogram()
            histogram.record(nanoseconds: value)
            #expect(histogram.quantile(permille: 500) == value)
        }
    }

    @Test func nothingCountedIsZero() {
        #expect(LatencyHistogram().summary.p99 == 0)
        #expect(LatencyHistogram().summary.count == 0)
    }

    @Test func valuesPastTheRangeKeepTheirMaximum() {
        var histogram = LatencyHistogram()
        histogram.record(nanoseconds: .max)
        #expect(histogram.nanosecondsMax == .max)
        #expect(histogram.quantile(permille: 500) >= 1 << 42)
    }
}
