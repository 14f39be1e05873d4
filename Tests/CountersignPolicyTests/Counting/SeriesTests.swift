import Testing

@testable import CountersignPolicy

/// Running totals agree with adding everything up.
@Suite struct SeriesTests {
    @Test(arguments: UInt64(1)...60)
    func sumsAgreeWithAddingEverythingUp(_ seed: UInt64) {
        var chance = Chance(state: seed &* 7_919)
        var series = Series()
        var known: [(tick: Int64, amount: Int64)] = []
        var forgotten = Int64(-1)
        var now: Int64 = 100
        for _ in 0..<300 {
            now += Int64(chance.below(3))
            switch chance.below(10) {
            case 0..<6:
                let tick = now - (chance.below(4) == 0 ? Int64(chance.below(20)) : 0)
                guard tick > forgotten else { continue }
                let amount = Int64(chance.below(5))
                series.add(amount, at: tick)
                known.append((tick, amount))
            case 6, 7:
                guard !known.isEmpty else { continue }
                let taken = known.remove(at: chance.below(known.count))
                series.takeBack(taken.amount, at: taken.tick)
            case 8:
                forgotten = max(forgotten, now - 40)
                series.forget(through: forgotten)
                known.removeAll { $0.tick <= forgotten }
            default: break
            }
            let after = max(forgotten, now - Int64(chance.below(50)))
            let expected = known.filter { $0.tick > after }.reduce(0) { $0 + $1.amount }
            #expect(series.sum(after: after) == expected)
        }
    }

    @Test func takingBackWhatIsForgottenChangesNothing() {
        var series = Series()
        series.add(1, at: 10)
        series.add(1, at: 20)
        series.forget(through: 10)
        series.takeBack(1, at: 10)
        series.takeBack(1, at: 15)
        #expect(series.sum(after: 0) == 1)
        #expect(series.count == 1)
    }

    @Test func manyForgottenTicksLeaveNoRoom() {
        var series = Series()
        for tick in 0..<Int64(100_000) {
            series.add(1, at: tick)
            series.forget(through: tick - 60)
        }
        #expect(series.count == 60)
        #expect(series.sum(after: 0) == 60)
    }
}
