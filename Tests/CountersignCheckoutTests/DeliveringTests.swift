import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignStore
import CountersignTesting
import Foundation
import Testing

struct DeliveringTests {
    @Test func resendAndFallbackCarryTheSameCodeAndAnAmendmentAnother() async throws {
        let shop = try await Shop(settings: ConfirmationSettings(sendsMax: 5))
        let opened = try await shop.open()
        let id = opened.confirmation.id
        shop.clock.advance(seconds: 30)
        _ = try await shop.checkout.resend(id, channel: .sms, by: shop.caller, claim: nil).view()
        shop.clock.advance(seconds: 20)
        await shop.checkout.wakeForTests(id)
        let codes = try await shop.sent(3)
        #expect(Set(codes).count == 1)
        let amended = try await shop.checkout
            .amend(id, amount: shop.euros(5_499), payee: nil, by: shop.caller, claim: nil).view()
        #expect(amended.confirmation.context.generation == 1)
        let after = try await shop.sent(4)
        #expect(after[3] != codes[0])
        let old = await shop.checkout.verify(
            id,
            try shop.present(codes[0]),
            by: shop.caller,
            claim: nil
        )
        #expect(old.refusal == .transactionChanged(fields: [.amount]))
        let oldCodeNewAmount = await shop.checkout.verify(
            id,
            try shop.present(codes[0], units: 5_499),
            by: shop.caller,
            claim: nil
        )
        #expect(oldCodeNewAmount.refusal == .wrongCode(remaining: 4))
        let view = try await shop.checkout
            .verify(id, shop.present(after[3], units: 5_499), by: shop.caller, claim: nil).view()
        #expect(view.confirmation.status == .approved)
    }

    @Test func refusedMessageGoesOnToTheNextChannelAndCostsNoSend() async throws {
        let carrier = ScriptedCarrier { request in
            let isSMS = request.url.contains("sms-two")
            return .success(OutboundReply(status: isSMS ? 200 : 422))
        }
        let shop = try await Shop(carrier: carrier)
        let opened = try await shop.open()
        _ = try await shop.sent(4)
        let stored = try await shop.stored(opened.confirmation.id)
        #expect(
            stored.messages.map(\.provider) == ["rcs-one", "whatsapp-one", "sms-one", "sms-two"]
        )
        #expect(stored.messages.map(\.status) == [.failed, .failed, .failed, .accepted])
        #expect(stored.confirmation.sends == 1)
    }

    @Test func unansweredMessageIsTriedAgainThenGoesOn() async throws {
        let carrier = ScriptedCarrier { request in
            request.url.contains("rcs")
                ? .failure(.unanswered(reason: "timeout")) : .success(OutboundReply(status: 200))
        }
        let shop = try await Shop(carrier: carrier)
        let opened = try await shop.open()
        let codes = try await shop.sent(3)
        #expect(Set(codes).count == 1)
        let stored = try await shop.stored(opened.confirmation.id)
        #expect(stored.messages.map(\.status) == [.unknown, .accepted])
        let urls = carrier.requests.map(\.url)
        #expect(urls.filter { $0.contains("rcs") }.count == 2, "the handle makes a repeat safe")
        let events = try await shop.store.events(
            of: shop.caller.merchant.id,
            mode: .live,
            after: 0,
            limit: 10
        )
        #expect(events.map(\.type) == [.confirmationCreated, .messageSent], "no fate, no event")
    }

    @Test func unconfirmedMessageMovesOnAfterItsTime() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        _ = try await shop.sent(1)
        shop.clock.advance(seconds: 19)
        await shop.checkout.wakeForTests(opened.confirmation.id)
        #expect(try await shop.stored(opened.confirmation.id).messages.count == 1)
        shop.clock.advance(seconds: 1)
        shop.watchman.start()
        _ = try await shop.sent(2)
        await shop.watchman.stop()
        let stored = try await shop.stored(opened.confirmation.id)
        #expect(stored.messages.map(\.channel) == [.rcs, .whatsapp])
        #expect(stored.confirmation.sends == 2)
    }

    @Test func approvedConfirmationSendsNothingMore() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        _ = try await shop.checkout
            .verify(opened.confirmation.id, shop.present(code), by: shop.caller, claim: nil)
            .view()
        shop.clock.advance(seconds: 20)
        await shop.checkout.wakeForTests(opened.confirmation.id)
        #expect(try await shop.stored(opened.confirmation.id).messages.count == 1)
    }

    @Test func reportsAdvanceAMessageAndNeverApprove() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        _ = try await shop.sent(1)
        let message = opened.messages[0]
        func report(
            _ status: String,
            token: String = "secret",
            provider: String = "rcs-one"
        ) async
            -> CallbackAnswer
        {
            await shop.checkout.receive(
                Callback(
                    headers: ["x-token": token],
                    body: Array("\(message.id.text) \(status)".utf8)
                ),
                provider: provider
            )
        }
        #expect(await report("delivered", token: "guess") == .forged)
        #expect(await report("delivered", provider: "nobody") == .unknown)
        #expect(await report("delivered", provider: "sms-one") == .unknown)
        #expect(await report("eaten") == .malformed(detail: "an id and a status belong here"))
        #expect(try await shop.stored(opened.confirmation.id).messages[0].status == .accepted)
        for status in ["delivered", "sent", "delivered", "undelivered", "read", "failed"] {
            #expect(await report(status) == .taken)
        }
        let stored = try await shop.stored(opened.confirmation.id)
        #expect(stored.messages.map(\.status) == [.read])
        #expect(stored.confirmation.status == .pending)
    }

    @Test func reportThatCarriesOnlyTheProvidersIdFindsItsMessage() async throws {
        let carrier = ScriptedCarrier { _ in
            .success(OutboundReply(status: 200, body: Array(#"{"id":"gw-17"}"#.utf8)))
        }
        let shop = try await Shop(carrier: carrier, reportsByReference: true)
        let opened = try await shop.open()
        _ = try await shop.sent(1)
        func report(_ id: String, provider: String = "rcs-one") async -> CallbackAnswer {
            await shop.checkout.receive(
                Callback(
                    headers: ["x-token": "secret"],
                    body: Array("\(id) delivered".utf8)
                ),
                provider: provider
            )
        }
        #expect(await report("gw-18") == .unknown)
        #expect(await report("gw-17", provider: "sms-one") == .unknown)
        #expect(await report("gw-17") == .taken)
        let stored = try await shop.stored(opened.confirmation.id)
        #expect(stored.messages.map(\.status) == [.delivered])
    }

    @Test(arguments: ["sent", "delivered", "read"])
    func unconfirmedMessageMovesOnWhateverAReceiptClaims(_ claim: String) async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let id = opened.confirmation.id
        _ = try await shop.sent(1)
        let body = Array("\(opened.messages[0].id.text) \(claim)".utf8)
        let callback = Callback(headers: ["x-token": "secret"], body: body)
        #expect(await shop.checkout.receive(callback, provider: "rcs-one") == .taken)
        shop.clock.advance(seconds: 19)
        await shop.checkout.wakeForTests(id)
        #expect(try await shop.stored(id).messages.count == 1)
        shop.clock.advance(seconds: 1)
        await shop.checkout.wakeForTests(id)
        let codes = try await shop.sent(2)
        #expect(Set(codes).count == 1)
        let stored = try await shop.stored(id)
        #expect(stored.messages.map(\.channel) == [.rcs, .whatsapp])
        #expect(stored.messages.first?.status.rawValue == claim)
        #expect(stored.confirmation.sends == 2)
    }

    @Test func undeliveredReportMovesTheRouteOn() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        _ = try await shop.sent(1)
        let body = Array("\(opened.messages[0].id.text) undelivered".utf8)
        let callback = Callback(headers: ["x-token": "secret"], body: body)
        #expect(await shop.checkout.receive(callback, provider: "rcs-one") == .taken)
        #expect(await shop.checkout.receive(callback, provider: "rcs-one") == .taken)
        _ = try await shop.sent(2)
        let stored = try await shop.stored(opened.confirmation.id)
        #expect(stored.messages.map(\.status) == [.undelivered, .accepted])
        #expect(stored.confirmation.sends == 1)
    }

    @Test func whatACrashLeftBehindIsHandedOverAgain() async throws {
        // Nothing is answered until the "crash": the first service never learns what became of it.
        let carrier = ScriptedCarrier { _ in
            try? await Task.sleep(for: .seconds(3_600))
            return .failure(.notSent(reason: "stopped"))
        }
        let shop = try await Shop(carrier: carrier)
        let opened = try await shop.open()
        for _ in 0..<6_000 where carrier.requests.isEmpty {
            try await Task.sleep(for: .milliseconds(10))
        }
        let after = ScriptedCarrier()
        let second = try await shop.restarted(with: after)
        shop.clock.advance(seconds: 2)
        let watchman = Watchman(second)
        watchman.start()
        for _ in 0..<6_000 where after.requests.isEmpty || second.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        await watchman.stop()
        #expect(after.requests.count == 1)
        #expect(after.requests[0].body == carrier.requests[0].body, "same id, same code, same text")
        let stored = try await shop.stored(opened.confirmation.id)
        #expect(stored.messages.map(\.status) == [.accepted])
    }

    @Test(arguments: [Channel.rcs, .sms])
    func leftBehindMessageWhoseTemplateHasChangedIsMadeAnewOnItsStep(
        _ channel: Channel
    ) async throws {
        let provider = "\(channel.rawValue)-one"
        let carrier = ScriptedCarrier { request in
            guard request.url.contains(provider) else {
                return .success(OutboundReply(status: 200))
            }
            try? await Task.sleep(for: .seconds(3_600))
            return .failure(.notSent(reason: "stopped"))
        }
        let shop = try await Shop(carrier: carrier)
        let id = try await shop.open().confirmation.id
        if channel == .sms {
            _ = try await shop.sent(1)
            shop.clock.advance(seconds: 30)
            _ = try await shop.checkout
                .resend(id, channel: .sms, by: shop.caller, claim: nil).view()
        }
        for _ in 0..<6_000 where !carrier.requests.contains(where: { $0.url.contains(provider) }) {
            try await Task.sleep(for: .milliseconds(10))
        }
        let after = ScriptedCarrier()
        let edited = try Shop.templates(shop.keyring) {
            $1.replacingOccurrences(of: "Your code", with: "The code")
        }
        let second = try await shop.restarted(with: after, templates: edited)
        shop.clock.advance(seconds: 2)
        let watchman = Watchman(second)
        watchman.start()
        for _ in 0..<6_000 where after.requests.isEmpty || second.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        await watchman.stop()
        #expect(after.requests.count == 1)
        let text = try #require(try JSONReader.read(after.requests[0].body)["text"]?.string)
        #expect(text.contains("The code"))
        let stored = try await shop.stored(id)
        let messages = stored.messages.suffix(2)
        #expect(messages.map(\.status) == [.failed, .accepted])
        #expect(messages.map(\.provider) == [provider, provider])
        #expect(messages.map(\.failure) == ["template-changed", nil])
        #expect(messages.first?.shown.sha256 != messages.last?.shown.sha256)
        #expect(stored.confirmation.sends == stored.messages.count - 1)
    }

    @Test func platformsIdWithThePhoneNumberInItIsNotKept() async throws {
        for (id, kept) in [
            ("phones/+4915112345678/agentMessages/1", nil), ("gw-4915112345678", nil),
            ("gw-17", "gw-17"),
        ] {
            let carrier = ScriptedCarrier { _ in
                .success(OutboundReply(status: 200, body: Array("{\"id\":\"\(id)\"}".utf8)))
            }
            let shop = try await Shop(carrier: carrier)
            let opened = try await shop.open()
            _ = try await shop.sent(1)
            let message = try await shop.stored(opened.confirmation.id).messages.first
            #expect(message?.status == .accepted)
            #expect(message?.providerReference == kept)
        }
    }

    @Test func leftBehindMessageThatNobodyNeedsIsWrittenOff() async throws {
        let carrier = ScriptedCarrier { _ in
            try? await Task.sleep(for: .seconds(3_600))
            return .failure(.notSent(reason: "stopped"))
        }
        let shop = try await Shop(carrier: carrier)
        let opened = try await shop.open()
        let after = ScriptedCarrier()
        let second = try await shop.restarted(with: after)
        shop.clock.advance(seconds: 301)
        let watchman = Watchman(second)
        watchman.start()
        var messages: [Message] = []
        for _ in 0..<6_000 where messages.first?.status != .expired {
            try await Task.sleep(for: .milliseconds(10))
            messages = try await shop.stored(opened.confirmation.id).messages
        }
        await watchman.stop()
        #expect(messages.map(\.status) == [.expired])
        #expect(messages.first?.failure == "code-expired")
        #expect(after.requests.isEmpty)
    }

    @Test func wakingThatFailsIsNotTakenForDone() async throws {
        let shop = try await Shop()
        let id = try await shop.open().confirmation.id
        _ = try await shop.sent(1)
        shop.clock.advance(seconds: 301)
        #expect(await shop.checkout.wakeForTests(id))
        await shop.store.close()
        #expect(await !shop.checkout.wakeForTests(id))
    }

    @Test func expiryIsWrittenDownAndTold() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        _ = try await shop.sent(1)
        shop.clock.advance(seconds: 301)
        await shop.checkout.wakeForTests(opened.confirmation.id)
        #expect(try await shop.stored(opened.confirmation.id).confirmation.status == .expired)
        let events = try await shop.store.events(
            of: shop.caller.merchant.id,
            mode: .live,
            after: 0,
            limit: 10
        )
        #expect(events.last?.type == .confirmationExpired)
    }

    @Test func readerWaitsUntilTheStatusChanges() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let id = opened.confirmation.id
        async let waiting = shop.checkout.read(id, waitSeconds: 60, by: shop.caller)
        try await Task.sleep(for: .milliseconds(50))
        _ = try await shop.checkout.cancel(id, by: shop.caller, claim: nil).view()
        #expect(try await waiting.get().confirmation.status == .canceled)
    }
}
