import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignTesting
import Synchronization
import Testing

struct RoutingTests {
    private static let conditional = Route(steps: [
        .init(channel: .rcs, providers: ["rcs-one"], countries: ["FR"]),
        .init(
            channel: .sms,
            providers: ["sms-one", "sms-two"],
            prefixes: ["+4915"],
            nextAfterSeconds: 8
        ),
        .init(channel: .sms, providers: ["sms-two"]),
    ])

    @Test func conditionsChooseTheStepAndItsOwnTimeMovesOn() async throws {
        let shop = try await Shop(route: RoutingTests.conditional)
        let id = try await shop.open().confirmation.id
        await shop.settled()
        shop.clock.advance(seconds: 7)
        await shop.checkout.wakeForTests(id)
        #expect(try await shop.stored(id).messages.map(\.provider) == ["sms-one"])
        shop.clock.advance(seconds: 1)
        await shop.checkout.wakeForTests(id)
        await shop.settled()
        #expect(try await shop.stored(id).messages.map(\.provider) == ["sms-one", "sms-two"])
    }

    @Test func hedgedStepBringsInItsSecondProviderWhenTheFirstIsSlow() async throws {
        let gate = Gate()
        let isSlow = Mutex(false)
        let carrier = ScriptedCarrier { request in
            if request.url.contains("sms-one"), isSlow.withLock({ $0 }) { await gate.pass() }
            return .success(OutboundReply(status: 200))
        }
        let route = Route(steps: [
            .init(channel: .sms, providers: ["sms-one", "sms-two"], isHedged: true)
        ])
        let shop = try await Shop(carrier: carrier, route: route)
        for _ in 0..<20 { _ = try await shop.open() }
        await shop.settled()
        #expect(carrier.requests.allSatisfy { $0.url.contains("sms-one") })
        isSlow.withLock { $0 = true }
        let id = try await shop.open().confirmation.id
        for _ in 0..<500 {
            if try await shop.stored(id).messages.last?.status == .accepted { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        var stored = try await shop.stored(id)
        #expect(stored.messages.map(\.provider) == ["sms-one", "sms-two"])
        #expect(stored.messages.map(\.status) == [.queued, .accepted])
        #expect(stored.confirmation.sends == 1, "a hedge is no send of its own")
        gate.open()
        await shop.settled()
        stored = try await shop.stored(id)
        #expect(stored.messages.map(\.status) == [.accepted, .accepted])
        #expect(Set(try shop.codes().suffix(2)).count == 1)
    }
}
