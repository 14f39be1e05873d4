import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// What a payer reads who asks for the code once more.
struct ResendingTests {
    /// The texts that went out, in order.
    private func texts(_ carrier: ScriptedCarrier) throws -> [String] {
        try carrier.requests.map {
            try #require(try JSONReader.read($0.body)["text"]?.string)
        }
    }

    @Test func onlyAResendSaysThatTheCodeIsStillTheSame() async throws {
        let shop = try await Shop(settings: ConfirmationSettings(sendsMax: 5))
        let id = try await shop.open().confirmation.id
        _ = try await shop.sent(1)
        shop.clock.advance(seconds: 30)
        _ = try await shop.checkout.resend(id, channel: .sms, by: shop.caller, claim: nil).view()
        _ = try await shop.sent(2)
        shop.clock.advance(seconds: 20)
        // The payer has perhaps not seen the first: a fallback says it as new.
        await shop.checkout.wakeForTests(id)
        _ = try await shop.sent(3)
        #expect(try texts(shop.carrier).map { $0.contains("still") } == [false, true, false])
    }

    @Test func resendAfterAFailureSaysTheCodeAsNew() async throws {
        let shop = try await Shop(steps: Shop.smsOnly)
        let opened = try await shop.open()
        let id = opened.confirmation.id
        _ = try await shop.sent(1)
        let body = Array("\(opened.messages[0].id.text) undelivered".utf8)
        let callback = Callback(headers: ["x-token": "secret"], body: body)
        #expect(await shop.checkout.receive(callback, provider: "sms-one") == .taken)
        shop.clock.advance(seconds: 30)
        _ = try await shop.checkout.resend(id, channel: .sms, by: shop.caller, claim: nil).view()
        _ = try await shop.sent(2)
        #expect(try texts(shop.carrier).map { $0.contains("still") } == [false, false])
    }

    @Test func resendThatACrashLeftBehindIsHandedOverWordForWord() async throws {
        let carrier = ScriptedCarrier { request in
            guard request.url.contains("sms-one") else {
                return .success(OutboundReply(status: 200))
            }
            try? await Task.sleep(for: .seconds(3_600))
            return .failure(.notSent(reason: "stopped"))
        }
        let shop = try await Shop(carrier: carrier)
        let id = try await shop.open().confirmation.id
        _ = try await shop.sent(1)
        shop.clock.advance(seconds: 30)
        _ = try await shop.checkout.resend(id, channel: .sms, by: shop.caller, claim: nil).view()
        for _ in 0..<6_000 where carrier.requests.count < 2 {
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
        #expect(after.requests.map(\.body) == [carrier.requests[1].body])
        #expect(try texts(after)[0].contains("still"))
    }
}
