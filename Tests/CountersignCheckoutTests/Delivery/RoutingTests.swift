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

    @Test func policyCanHedgeWhereTheRouteDoesNot() async throws {
        let gate = Gate()
        let isSlow = Mutex(false)
        let carrier = ScriptedCarrier { request in
            if request.url.contains("sms-one"), isSlow.withLock({ $0 }) { await gate.pass() }
            return .success(OutboundReply(status: 200))
        }
        let route = Route(steps: [.init(channel: .sms, providers: ["sms-one", "sms-two"])])
        let shop = try await Shop(
            settings: ConfirmationSettings(hedge: true),
            carrier: carrier,
            route: route
        )
        for _ in 0..<20 { _ = try await shop.open() }
        await shop.settled()
        isSlow.withLock { $0 = true }
        let id = try await shop.open().confirmation.id
        for _ in 0..<500 {
            if try await shop.stored(id).messages.last?.status == .accepted { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await shop.stored(id).messages.map(\.provider) == ["sms-one", "sms-two"])
        gate.open()
        await shop.settled()
    }

    @Test func hedgeThatFailsLeavesTheRouteToTheMessageThatIsStillUnderWay() async throws {
        let gate = Gate()
        let isSlow = Mutex(false)
        let carrier = ScriptedCarrier { request in
            if request.url.contains("sms-one"), isSlow.withLock({ $0 }) { await gate.pass() }
            let isRefused = request.url.contains("sms-two")
            return .success(OutboundReply(status: isRefused ? 422 : 200))
        }
        let route = Route(steps: [
            .init(channel: .sms, providers: ["sms-one", "sms-two"], isHedged: true),
            .init(channel: .whatsapp, providers: ["whatsapp-one"]),
        ])
        let shop = try await Shop(
            settings: ConfirmationSettings(channels: [.sms, .whatsapp]),
            carrier: carrier,
            route: route
        )
        for _ in 0..<20 { _ = try await shop.open() }
        await shop.settled()
        isSlow.withLock { $0 = true }
        let id = try await shop.open().confirmation.id
        for _ in 0..<500 {
            if try await shop.stored(id).messages.last?.status == .failed { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await shop.stored(id).messages.map(\.status) == [.queued, .failed])
        gate.open()
        await shop.settled()
        #expect(try await shop.stored(id).messages.map(\.status) == [.accepted, .failed])
        // When the first fails too, nothing of the step is under way, and the route moves on.
        let first = try await shop.stored(id).messages[0].id
        let report = Callback(
            headers: ["x-token": "secret"],
            body: Array("\(first) undelivered".utf8)
        )
        #expect(await shop.checkout.receive(report, provider: "sms-one") == .taken)
        await shop.settled()
        #expect(try await shop.stored(id).messages.last?.provider == "whatsapp-one")
    }

    @Test func providerThatWasPassedOverIsTriedAfterAllWhenTheOthersFail() async throws {
        let carrier = ScriptedCarrier { request in
            .success(OutboundReply(status: request.url.contains("sms-two") ? 422 : 200))
        }
        let gate = Gate()
        let shop = try await Shop(
            carrier: ScriptedCarrier { request in
                if request.url.contains("sms-one") { await gate.pass() }
                return await carrier.send(request)
            },
            steps: [
                Route.Candidate(channel: .sms, provider: "sms-one"),
                Route.Candidate(channel: .sms, provider: "sms-two"),
            ],
            limits: ["sms-one": ProviderLimits(concurrentMax: 1)]
        )
        _ = try await shop.open()
        let id = try await shop.open().confirmation.id
        // It waits for more than half of its 20 seconds.
        shop.clock.advance(seconds: 11)
        for _ in 0..<500 {
            if try await shop.stored(id).messages.count == 3 { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        gate.open()
        await shop.settled()
        let messages = try await shop.stored(id).messages
        #expect(messages.map(\.provider) == ["sms-one", "sms-two", "sms-one"])
        #expect(messages.map(\.status) == [.failed, .failed, .accepted])
        #expect(messages.first?.failure == "passed-over")
    }
}
