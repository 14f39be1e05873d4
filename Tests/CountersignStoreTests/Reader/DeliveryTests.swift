@testable import CountersignCore
import Testing

@testable import CountersignStore

@Suite("Delivery statistics")
struct DeliveryTests {
    @Test(arguments: 1...6)
    func figuresAreThoseOfCountingByHand(seed: UInt64) async throws {
        var world = DeliveryWorld(seed: seed)
        let payments = try (1...160).map { try world.payment($0) }
        try await withStore { store, _ in
            for payment in payments { try await payment.put(into: store) }
            for query in try world.queries() {
                let read = try await store.deliveryTallies(query, at: DeliveryWorld.now)
                let own = payments.filter { payment in
                    payment.mode == query.mode
                        && (query.merchant == nil || query.merchant == payment.merchant)
                }
                try expect(
                    read.tally,
                    isOf: own.filter { (query.since..<query.until).contains($0.createdAt) },
                    query
                )
                try expect(
                    read.before,
                    isOf: own.filter { (query.normSince..<query.since).contains($0.createdAt) },
                    query
                )
            }
        }
    }

    @Test func aRangeLongerThanASliceIsCountedWholeAndOnce() async throws {
        let count = 1_500
        try await withStore { store, _ in
            var changes: [Change] = []
            for number in 1...count {
                let confirmation = try DeliveryWorld.confirmation(
                    number,
                    createdAt: Fixture.start.advanced(byMilliseconds: Int64(number)),
                    merchant: try Fixture.merchant(),
                    mode: .live,
                    status: .approved,
                    generation: 0
                )
                var change = Change.inserting(confirmation)
                for copy in 0..<3 {
                    change.messages.append(
                        Fixture.message(number * 10 + copy, of: confirmation, status: .delivered)
                    )
                }
                changes.append(change)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for change in changes {
                    group.addTask {
                        let outcome = try await store.commit(change)
                        #expect(outcome == .committed)
                    }
                }
                try await group.waitForAll()
            }
            let query = try Fixture.found(
                DeliveryStatisticsQuery(
                    since: Fixture.start,
                    until: Fixture.start.advanced(bySeconds: 60),
                    mode: .live,
                    merchant: nil,
                    dimensions: []
                )
            )
            #expect(3 * count > DeliverySlice.rowsMax)
            let tally = try await store.deliveryTallies(query, at: DeliveryWorld.now).tally
            let figures = try #require(tally.figures.values.first)
            #expect(tally.figures.count == 1)
            #expect(figures.queued == 3 * count)
            #expect(figures.confirmed == count)
        }
    }

    @Test func theRangeTakesItsFirstMomentAndLeavesItsLast() async throws {
        try await withStore { store, _ in
            for (number, offset) in [(1, -1), (2, 0), (3, 999), (4, 1_000)] as [(Int, Int64)] {
                let confirmation = try DeliveryWorld.confirmation(
                    number,
                    createdAt: Fixture.start.advanced(byMilliseconds: offset),
                    merchant: try Fixture.merchant(),
                    mode: .live,
                    status: .pending,
                    generation: 0
                )
                var change = Change.inserting(confirmation)
                change.messages = [Fixture.message(number, of: confirmation)]
                #expect(try await store.commit(change) == .committed)
            }
            let query = try Fixture.found(
                DeliveryStatisticsQuery(
                    since: Fixture.start,
                    until: Fixture.start.advanced(bySeconds: 1),
                    mode: .live,
                    merchant: try Fixture.merchant(),
                    dimensions: []
                )
            )
            let read = try await store.deliveryTallies(query, at: DeliveryWorld.now)
            #expect(read.tally.figures.values.map(\.queued) == [2])
            #expect(read.before.figures.values.map(\.queued) == [1])
        }
    }

    @Test func theFirstClaimOfDeliveryIsKeptWhenTheMessageIsReadLater() async throws {
        try await withStore { store, directory in
            let confirmation = try Fixture.confirmation(1)
            var change = Change.inserting(confirmation)
            change.messages = [Fixture.message(1, of: confirmation)]
            #expect(try await store.commit(change) == .committed)
            var message = Fixture.message(1, of: confirmation)
            let steps: [(MessageStatus, Int)] = [(.accepted, 1), (.delivered, 3), (.read, 60)]
            for (status, seconds) in steps {
                let before = message.status
                message.status = status
                message.updatedAt = Fixture.start.advanced(bySeconds: seconds)
                var change = Change()
                change.messageUpdates = [MessageUpdate(message, from: before)]
                #expect(try await store.commit(change) == .committed)
            }
            let kept = try number(in: directory.file(), "SELECT delivered_at FROM messages")
            #expect(kept == Fixture.start.advanced(bySeconds: 3).milliseconds)
        }
    }

    /// Compares a tally with counting by hand.
    private func expect(
        _ tally: DeliveryTally,
        isOf payments: [DeliveryWorld.Payment],
        _ query: DeliveryStatisticsQuery
    ) throws {
        let groups = DeliveryWorld.count(payments, byMerchant: query.dimensions.contains(.merchant))
        #expect(Set(tally.figures.keys) == Set(groups.keys))
        for (key, group) in groups {
            let figures = try #require(tally.figures[key])
            #expect(figures.queued == group.messages)
            #expect(figures.accepted == group.accepted)
            #expect(figures.sent == group.statuses([.sent, .delivered, .read, .undelivered]))
            #expect(figures.delivered == group.statuses([.delivered, .read]))
            #expect(figures.undelivered == group.statuses([.undelivered]))
            #expect(figures.failed == group.statuses([.failed]))
            #expect(figures.expired == group.statuses([.expired]))
            #expect(figures.canceled == group.statuses([.canceled]))
            #expect(figures.unknown == group.statuses([.unknown]))
            #expect(figures.confirmed == group.approved.count)
            #expect(figures.denied == group.denied)
            #expect(figures.fallbacks == group.fallbacks)
            #expect(figures.billedUnits == group.units)
            #expect(figures.smsParts == (key.channel == .sms ? group.units : 0))
            #expect(figures.claims.judged == group.judged)
            #expect(figures.claims.unconfirmed == group.unconfirmed)
            expect(figures.timeToDeliver, isOf: group.delivered)
            expect(figures.timeToConfirm, isOf: group.approved)
        }
    }

    private func expect(_ histogram: DurationHistogram, isOf durations: [Int64]) {
        #expect(histogram.count == durations.count)
        guard !durations.isEmpty else { return }
        let sorted = durations.sorted()
        for permille in [500, 950] {
            let exact = sorted[max(0, (sorted.count * permille + 999) / 1_000 - 1)]
            let told = histogram.quantile(permille: permille) ?? -1
            #expect(abs(told - exact) <= exact / 64 + 1, "\(told) for \(exact)")
        }
    }
}
