@testable import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignTesting
import Synchronization
import Testing

struct ProviderGateTests {
    private let start = Instant(seconds: 1_795_428_000)

    @Test func noMoreAreUnderWayThanTheProviderTakes() async throws {
        let gate = Gate()
        let most = Mutex((now: 0, most: 0))
        let carrier = ScriptedCarrier { _ in
            most.withLock { count in
                count.now += 1
                count.most = max(count.most, count.now)
            }
            await gate.pass()
            most.withLock { $0.now -= 1 }
            return .success(OutboundReply(status: 200))
        }
        let shop = try await Shop(
            carrier: carrier,
            steps: Shop.smsOnly,
            limits: ["sms-one": ProviderLimits(concurrentMax: 3)]
        )
        for _ in 0..<10 { _ = try await shop.open() }
        for _ in 0..<500 where carrier.requests.count < 3 {
            try await Task.sleep(for: .milliseconds(10))
        }
        gate.open()
        await shop.settled()
        #expect(carrier.requests.count == 10)
        #expect(most.withLock { $0.most } == 3)
    }

    @Test func rateHoldsOnAverageWithASmallBurst() {
        var bucket = TokenBucket(perSecond: 20)
        let burst = (0..<5).map { _ in bucket.take(at: start) }
        #expect(burst == [true, true, false, false, false])
        var taken = 0
        for milliseconds in stride(from: Int64(10), through: 10_000, by: 10) {
            if bucket.take(at: start.advanced(byMilliseconds: milliseconds)) { taken += 1 }
        }
        #expect(taken == 200)
        // A clock that is set back neither stops the flow nor gives anything away.
        let early = bucket.take(at: start)
        let later = bucket.take(at: start.advanced(byMilliseconds: 60))
        #expect([early, later] == [false, true])
    }

    @Test func oneRecipientIsPacedAndOthersAreNot() {
        var pace = RecipientPace(intervalSeconds: 6, burst: 3)
        let waits = (0..<5).map { _ in pace.waitMilliseconds(for: [1], at: start) }
        #expect(waits == [0, 0, 0, 6_000, 6_000])
        let other = pace.waitMilliseconds(for: [2], at: start)
        #expect(other == 0)
        let next = (0..<2).map { _ in
            pace.waitMilliseconds(for: [1], at: start.advanced(bySeconds: 6))
        }
        #expect(next == [0, 6_000])
        // Six minutes later all of the burst is there again, and no more.
        let later = (0..<4).map { _ in
            pace.waitMilliseconds(for: [1], at: start.advanced(bySeconds: 360))
        }
        #expect(later == [0, 0, 0, 6_000])
    }

    @Test func messageThatWouldWaitTooLongForItsRecipientsPaceGoesElsewhere() async throws {
        let limits = ProviderLimits(recipientIntervalSeconds: 60)
        let shop = try await Shop(limits: ["rcs-one": limits])
        _ = try await shop.open()
        await shop.settled()
        let second = try await shop.open().confirmation.id
        await shop.settled()
        let messages = try await shop.stored(second).messages
        #expect(messages.map(\.provider) == ["rcs-one", "whatsapp-one"])
        #expect(messages.map(\.status) == [.failed, .accepted])
        #expect(messages[0].failure == "passed-over")
        #expect(shop.outcomes() == ["accepted": 2, "passed-over": 1])
    }

    @Test func messageThatWaitedTooLongForAPlaceGoesElsewhere() async throws {
        let gate = Gate()
        let carrier = ScriptedCarrier { request in
            if request.url.contains("rcs") { await gate.pass() }
            return .success(OutboundReply(status: 200))
        }
        let shop = try await Shop(
            carrier: carrier,
            limits: ["rcs-one": ProviderLimits(concurrentMax: 1)]
        )
        _ = try await shop.open()
        let second = try await shop.open().confirmation.id
        shop.clock.advance(seconds: 11)
        for _ in 0..<500 {
            if try await shop.stored(second).messages.count == 2 { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        gate.open()
        await shop.settled()
        #expect(
            try await shop.stored(second).messages.map(\.provider) == ["rcs-one", "whatsapp-one"]
        )
        #expect(carrier.requests.filter { $0.url.contains("rcs") }.count == 1)
    }
}
