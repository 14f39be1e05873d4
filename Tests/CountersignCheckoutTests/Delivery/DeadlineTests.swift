import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignTesting
import Synchronization
import Testing

struct DeadlineTests {
    @Test func nothingIsHandedOverThatCanNotArriveInTime() async throws {
        let carrier = ScriptedCarrier { _ in
            try? await Task.sleep(for: .seconds(3_600))
            return .failure(.notSent(reason: "stopped"))
        }
        let shop = try await Shop(carrier: carrier, steps: Shop.smsOnly)
        let id = try await shop.open().confirmation.id
        let after = ScriptedCarrier()
        let second = try await shop.restarted(with: after)
        shop.clock.advance(seconds: 297)
        let watchman = Watchman(second)
        watchman.start()
        for _ in 0..<100 where second.handoversPending == 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        for _ in 0..<3_000 {
            if try await shop.stored(id).messages[0].status == .expired { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        await watchman.stop()
        #expect(after.requests.isEmpty)
        #expect(try await shop.stored(id).messages.map(\.failure) == ["too-late"])
    }

    @Test func newestGoFirstAndTheDeadEndWithoutAHandOver() async throws {
        // One hand-over at a time, and the first does not end before everything else waits.
        let gate = Gate()
        let carrier = ScriptedCarrier { _ in
            await gate.pass()
            return .success(OutboundReply(status: 200))
        }
        let shop = try await Shop(
            settings: ConfirmationSettings(expiresInSeconds: 60, nextChannelAfterSeconds: 60),
            carrier: carrier,
            steps: Shop.smsOnly,
            limits: ["sms-one": ProviderLimits(concurrentMax: 1)]
        )
        var ids: [ConfirmationID] = []
        for _ in 0..<4 {
            ids.append(try await shop.open().confirmation.id)
            shop.clock.advance(seconds: 1)
        }
        shop.clock.advance(seconds: 53)
        // The first two have 3 and 4 seconds left now, the others 5 and more.
        let newest = try await shop.open().confirmation.id
        gate.open()
        for _ in 0..<3_000 where carrier.requests.count < 4 {
            try await Task.sleep(for: .milliseconds(10))
        }
        let sent = try carrier.requests.map { try JSONReader.read($0.body)["id"]?.string }
        var messages: [String] = []
        for id in [ids[0], newest, ids[3], ids[2]] {
            messages.append(try await shop.stored(id).messages[0].id.text)
        }
        #expect(sent == messages)
        shop.clock.advance(seconds: 8)
        await shop.checkout.wakeForTests(ids[1])
        await shop.settled()
        #expect(try await shop.stored(ids[1]).messages.map(\.status) == [.expired])
        #expect(carrier.requests.count == 4)
    }

    @Test func supersededMessagesAreTakenBackOnce() async throws {
        let provider = PlainProvider(
            name: "rcs-one",
            channel: .rcs,
            accessTokens: .minted { now, _ in
                AccessToken(
                    value: "t",
                    renewAt: now.advanced(bySeconds: 600),
                    expiresAt: now.advanced(bySeconds: 600)
                )
            },
            takesBack: true
        )
        let shop = try await Shop(
            settings: ConfirmationSettings(sendsMax: 5),
            providers: [provider]
        )
        let opened = try await shop.open()
        let id = opened.confirmation.id
        await shop.settled()
        _ = try await shop.checkout
            .amend(id, amount: shop.euros(100), payee: nil, by: shop.caller, claim: nil).view()
        await shop.settled()
        #expect(shop.deletions() == ["http://rcs-one.test/\(opened.messages[0].id.text)"])
        _ = try await shop.checkout.cancel(id, by: shop.caller, claim: nil).view()
        await shop.settled()
        let latest = try await shop.stored(id).messages[1].id.text
        #expect(shop.deletions().last == "http://rcs-one.test/\(latest)")
        #expect(shop.deletions().count == 2)
        #expect(
            shop.carrier.requests.filter { $0.method == "DELETE" }
                .allSatisfy { $0.headers.contains { $0.value == "Bearer t" } }
        )
    }

    @Test func approvalTakesBackOnlyWhatDidNotBringTheCode() async throws {
        let provider = PlainProvider(name: "rcs-one", channel: .rcs, takesBack: true)
        let shop = try await Shop(providers: [provider])
        let opened = try await shop.open()
        let id = opened.confirmation.id
        let code = try await shop.sent(1)[0]
        shop.clock.advance(seconds: 20)
        await shop.checkout.wakeForTests(id)
        await shop.settled()
        _ = try await shop.checkout.verify(id, shop.present(code), by: shop.caller, claim: nil)
            .view()
        await shop.settled()
        #expect(shop.deletions() == ["http://rcs-one.test/\(opened.messages[0].id.text)"])
    }

    @Test func messageThatLeavesWhileItsPaymentEndsIsTakenBack() async throws {
        for word in ["canceled", "denied", "expired"] {
            let gate = Gate()
            let carrier = ScriptedCarrier { request in
                if request.method == "POST" { await gate.pass() }
                return .success(OutboundReply(status: 200))
            }
            let provider = PlainProvider(name: "rcs-one", channel: .rcs, takesBack: true)
            let shop = try await Shop(carrier: carrier, providers: [provider])
            let opened = try await shop.open()
            let id = opened.confirmation.id
            for _ in 0..<500 where carrier.requests.isEmpty {
                try await Task.sleep(for: .milliseconds(10))
            }
            switch word {
            case "canceled":
                _ = try await shop.checkout.cancel(id, by: shop.caller, claim: nil).view()
            case "denied":
                _ = try await shop.checkout.deny(id, by: shop.caller, claim: nil).view()
            default:
                shop.clock.advance(seconds: 301)
                await shop.checkout.wakeForTests(id)
            }
            #expect(shop.deletions().isEmpty, "nothing is out yet")
            gate.open()
            await shop.settled()
            #expect(
                shop.deletions() == ["http://rcs-one.test/\(opened.messages[0].id.text)"],
                "\(word)"
            )
        }
    }

    @Test func messageThatBringsTheCodeIsNotTakenBack() async throws {
        let provider = PlainProvider(name: "rcs-one", channel: .rcs, takesBack: true)
        let shop = try await Shop(providers: [provider])
        let id = try await shop.open().confirmation.id
        let code = try await shop.sent(1)[0]
        _ = try await shop.checkout.verify(id, shop.present(code), by: shop.caller, claim: nil)
            .view()
        await shop.settled()
        #expect(shop.deletions().isEmpty)
    }

    @Test func requestIsGivenUpWhenTheCodeDies() async throws {
        let shop = try await Shop(
            settings: ConfirmationSettings(expiresInSeconds: 10),
            steps: Shop.smsOnly
        )
        _ = try await shop.open()
        await shop.settled()
        let timeout = try #require(shop.carrier.requests.first?.timeoutMillisecondsMax)
        #expect(timeout <= 10_000)
    }
}

/// Holds everybody until it is opened.
final class Gate: Sendable {
    private let isOpen = Mutex(false)

    func open() { isOpen.withLock { $0 = true } }

    func pass() async {
        while !isOpen.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) }
    }
}

extension Shop {
    /// The URLs of messages that were taken back.
    func deletions() -> [String] {
        carrier.requests.filter { $0.method == "DELETE" }.map(\.url)
    }
}
