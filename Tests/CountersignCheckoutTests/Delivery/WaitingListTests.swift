@testable import CountersignCheckout
import CountersignCore
import CountersignTesting
import Testing

struct WaitingListTests {
    private let start = Instant(seconds: 1_767_225_600)

    private func parcel(
        _ generator: inout SeededGenerator,
        madeAt: Instant,
        lifeSeconds: Int
    ) -> Parcel {
        let random = (0..<10).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let message = QueuedMessage(
            id: MessageID(at: madeAt, random: random),
            provider: "sms-one",
            createdAt: madeAt,
            expiresAt: madeAt.advanced(bySeconds: lifeSeconds)
        )
        return Parcel(message, at: madeAt)
    }

    @Test func newestIsFirstWhateverIsTakenOut() throws {
        var generator = SeededGenerator(seed: 7)
        var list = WaitingList()
        var ids: [MessageID] = []
        for _ in 0..<500 {
            let age = Int.random(in: 0..<1_000, using: &generator)
            let life = Int.random(in: 10...600, using: &generator)
            let parcel = parcel(
                &generator,
                madeAt: start.advanced(bySeconds: -age),
                lifeSeconds: life
            )
            ids.append(parcel.id)
            list.add(parcel)
        }
        let dead = list.remove { $0.expiresAt < start }
        #expect(!dead.isEmpty)
        var taken: [MessageID] = []
        while let parcel = list.take() { taken.append(parcel.id) }
        #expect(taken.count + dead.count == ids.count)
        #expect(taken == Set(ids).subtracting(dead.map(\.id)).sorted(by: >))
    }

    /// A provider that takes half of what comes, for half an hour: codes of 30 seconds and of ten
    /// minutes, as many of each.
    @Test(arguments: [1, 2, 3])
    func shortLivedCodesLeaveAsOftenAsLongLivedOnesWhileTooMuchComes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var list = WaitingList()
        var made = [30: 0, 600: 0]
        var left = [30: 0, 600: 0]
        var waitsSeconds: [Int] = []
        for second in 0..<1_800 {
            let now = start.advanced(bySeconds: second)
            for _ in 0..<Int.random(in: 10...30, using: &generator) {
                let life = Bool.random(using: &generator) ? 30 : 600
                made[life, default: 0] += 1
                list.add(parcel(&generator, madeAt: now, lifeSeconds: life))
            }
            var places = 10
            while places > 0, let parcel = list.take() {
                guard Deadline.leavesTime(parcel.expiresAt, at: now) else { continue }
                places -= 1
                let wait = parcel.since.secondsUntil(now)
                let life = wait + now.secondsUntil(parcel.expiresAt)
                left[life, default: 0] += 1
                waitsSeconds.append(wait)
            }
        }
        let short = Double(left[30] ?? 0) / Double(made[30] ?? 1)
        let long = Double(left[600] ?? 0) / Double(made[600] ?? 1)
        #expect(short > 0.4, "seed \(seed): \(short) of the short-lived left")
        #expect(abs(short - long) < 0.05, "seed \(seed): \(short) and \(long)")
        // Who is served at all is served while the payer still looks.
        #expect(waitsSeconds.sorted()[waitsSeconds.count * 9 / 10] <= 2, "seed \(seed)")
    }
}
