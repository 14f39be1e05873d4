@testable import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignStore
import CountersignTesting
import Synchronization
import Testing

/// What a service does with the messages that an earlier run left behind.
struct RecoveryTests {
    /// Takes everything and never answers.
    private static let silent = ScriptedCarrier { _ in
        try? await Task.sleep(for: .seconds(3_600))
        return .failure(.notSent(reason: "stopped"))
    }

    private static let twoGateways = [
        Route.Candidate(channel: .sms, provider: "sms-one"),
        Route.Candidate(channel: .sms, provider: "sms-two"),
    ]

    /// Opens confirmations side by side.
    private func open(_ count: Int, at shop: Shop) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<32 {
                group.addTask { for _ in 0..<count / 32 { _ = try await shop.open() } }
            }
            try await group.waitForAll()
        }
    }

    @Test func backlogDrainsNewestFirstWithIdsOnlyAndWithoutTheDead() async throws {
        let batch = 192
        let shop = try await Shop(
            settings: ConfirmationSettings(expiresInSeconds: 60, nextChannelAfterSeconds: 60),
            carrier: RecoveryTests.silent,
            steps: Shop.smsOnly,
            limits: ["sms-one": ProviderLimits(concurrentMax: 8)]
        )
        // 20 seconds apart, so that the first three batches die meanwhile.
        for _ in 0..<5 {
            try await open(batch, at: shop)
            shop.clock.advance(seconds: 20)
        }
        let gate = Gate()
        let after = ScriptedCarrier { _ in
            await gate.pass()
            return .success(OutboundReply(status: 200))
        }
        let second = try await shop.restarted(with: after)
        let watchman = Watchman(second)
        watchman.start()
        for _ in 0..<3_000 where second.handoversPending < 2 * batch {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(second.outbox.preparedWaiting == 0, "what waits is ids only")
        gate.open()
        for _ in 0..<3_000 where second.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        await watchman.stop()
        let sent = try after.requests.map { request in
            let id = try #require(try JSONReader.read(request.body)["id"]?.string)
            let text = id.split(separator: "_").last.map(String.init) ?? id
            return text
        }
        #expect(sent.count == 2 * batch, "the dead are not handed over")
        #expect(Set(sent).count == sent.count)
        // Ids sort by time: the newest batch goes first; only the hand-overs that run beside its last
        // ones may be of the batch before.
        let newest = Set(sent.sorted(by: >).prefix(batch))
        #expect(sent.prefix(batch).count { !newest.contains($0) } <= 8)
    }

    @Test func storeThatCanNotBeReadAtFirstIsAskedAgain() async throws {
        let shop = try await Shop(carrier: RecoveryTests.silent, steps: Shop.smsOnly)
        let id = try await shop.open().confirmation.id
        let store = CountingStore(shop.store)
        store.failures.withLock { $0 = 1 }
        let after = ScriptedCarrier()
        var dependencies = shop.checkout.dependenciesForTests
        dependencies.carrier = after
        dependencies.store = store
        let second = Checkout(dependencies)
        shop.clock.advance(seconds: 2)
        let watchman = Watchman(second)
        watchman.start()
        for _ in 0..<500 where after.requests.isEmpty || second.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        await watchman.stop()
        #expect(after.requests.count == 1)
        #expect(try await shop.stored(id).messages.map(\.status) == [.accepted])
    }

    @Test func leftBehindMessageGetsItsTimeBeforeItsRouteMovesOn() async throws {
        let shop = try await Shop(carrier: RecoveryTests.silent, steps: RecoveryTests.twoGateways)
        let id = try await shop.open().confirmation.id
        let after = ScriptedCarrier()
        let second = try await shop.restarted(with: after)
        // Its route was to move on after 20 seconds, while nothing ran.
        shop.clock.advance(seconds: 90)
        let start = shop.clock.now()
        let watchman = Watchman(second)
        watchman.start()
        for _ in 0..<500 {
            let wakeAt = try await shop.stored(id).confirmation.wakeAt
            if let wakeAt, wakeAt > start { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        for _ in 0..<500 where second.handoversPending > 0 || after.requests.isEmpty {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await shop.stored(id).messages.map(\.status) == [.accepted])
        shop.clock.advance(seconds: 20)
        for _ in 0..<500 where after.requests.count < 2 || second.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        await watchman.stop()
        #expect(try await shop.stored(id).messages.map(\.provider) == ["sms-one", "sms-two"])
    }

    @Test func waitingMessageIsNotSentOnceItsCodeWentOutAnotherWay() async throws {
        // One at a time: the second payment's message waits until the first one's is answered.
        let gate = Gate()
        let carrier = ScriptedCarrier { request in
            if request.url.contains("sms-one") { await gate.pass() }
            return .success(OutboundReply(status: 200))
        }
        let shop = try await Shop(
            settings: ConfirmationSettings(nextChannelAfterSeconds: 120, sendsMax: 5),
            carrier: carrier,
            steps: [
                Route.Candidate(channel: .sms, provider: "sms-one"),
                Route.Candidate(channel: .rcs, provider: "rcs-one"),
            ],
            limits: ["sms-one": ProviderLimits(concurrentMax: 1)],
            policy: nil
        )
        _ = try await shop.checkout.confirm(smsOnly(shop), by: shop.caller, claim: nil).view()
        let id = try await shop.checkout.confirm(smsOnly(shop), by: shop.caller, claim: nil)
            .view().confirmation.id
        let waiting = try await shop.stored(id).messages[0].id
        // Another message of the same generation is out.
        var other = try await shop.stored(id).messages[0]
        other = Message(
            id: MessageID(at: shop.clock.now(), random: [UInt8](repeating: 7, count: 10)),
            confirmation: id,
            generation: other.generation,
            template: other.template,
            channel: .rcs,
            provider: "rcs-one",
            status: .accepted,
            providerReference: "ref",
            failure: nil,
            parts: 1,
            shown: other.shown,
            createdAt: shop.clock.now(),
            updatedAt: shop.clock.now()
        )
        var change = Change()
        change.messages = [other]
        #expect(try await shop.store.commit(change) == .committed)
        shop.clock.advance(seconds: 5)
        gate.open()
        await shop.settled()
        #expect(carrier.requests.count == 1)
        let messages = try await shop.stored(id).messages
        #expect(messages.first { $0.id == waiting }?.status == .canceled)
        #expect(messages.first { $0.id == waiting }?.failure == "superseded")
    }

    private func smsOnly(_ shop: Shop) throws -> ConfirmationRequest {
        var request = try shop.request()
        request.channels = [.sms]
        return request
    }

    // MARK: - Places

    @Test func slowProviderDoesNotTakeEveryPlace() async throws {
        let gate = Gate()
        let carrier = ScriptedCarrier { request in
            if request.url.contains("sms-one") { await gate.pass() }
            return .success(OutboundReply(status: 200))
        }
        let shop = try await Shop(
            carrier: carrier,
            steps: [
                Route.Candidate(channel: .sms, provider: "sms-one"),
                Route.Candidate(channel: .rcs, provider: "rcs-one"),
            ]
        )
        let checkout = Checkout(
            shop.checkout.dependenciesForTests,
            fresh: FreshConfirmations(),
            inFlightMax: 4
        )
        var request = try shop.request()
        request.channels = [.sms]
        for _ in 0..<40 {
            _ = try await checkout.confirm(request, by: shop.caller, claim: nil).view()
        }
        request.channels = [.rcs]
        _ = try await checkout.confirm(request, by: shop.caller, claim: nil).view()
        for _ in 0..<300 where !carrier.requests.contains(where: { $0.url.contains("rcs") }) {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(carrier.requests.contains { $0.url.contains("rcs") })
        #expect(carrier.requests.count <= 4 + 2 * Outbox.inFlightKept)
        gate.open()
        for _ in 0..<3_000 where checkout.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(carrier.requests.count == 41)
    }

    @Test func messageOfAProviderThatIsGoneEndsHoweverMuchIsUnderWay() async throws {
        let gate = Gate()
        let carrier = ScriptedCarrier { _ in
            await gate.pass()
            return .success(OutboundReply(status: 200))
        }
        let shop = try await Shop(carrier: carrier, steps: Shop.smsOnly)
        let checkout = Checkout(
            shop.checkout.dependenciesForTests,
            fresh: FreshConfirmations(),
            inFlightMax: 1
        )
        _ = try await checkout.confirm(shop.request(), by: shop.caller, claim: nil).view()
        let now = shop.clock.now()
        for number in 0..<40 {
            checkout.outbox.resubmit(
                QueuedMessage(
                    id: MessageID(at: now, random: [UInt8](repeating: UInt8(number), count: 10)),
                    provider: "gone",
                    createdAt: now,
                    expiresAt: now.advanced(bySeconds: 60)
                )
            )
        }
        gate.open()
        for _ in 0..<500 where checkout.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(checkout.handoversPending == 0)
    }
}
