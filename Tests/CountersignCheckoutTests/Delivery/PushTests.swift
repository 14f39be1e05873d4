import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignStore
import CountersignTemplates
import CountersignTesting
import Testing

/// Notices to apps: who gets them, who does not, and what the receipt says.
struct PushTests {
    private let settings = ConfirmationSettings(channels: [.push, .sms])

    /// Providers that bring notices to one platform each.
    private struct Notifier: Provider {
        let inner: PlainProvider
        let platform: PushPlatform
        var name: String { inner.name }
        var channel: Channel { .push }
        var hasIdempotencyHandle: Bool { true }
        var reportsByReference: Bool { false }
        var callbackHeaders: [String] { inner.callbackHeaders }

        init(_ platform: PushPlatform) {
            self.platform = platform
            inner = PlainProvider(name: platform.rawValue, channel: .push)
        }

        func serves(_ platform: PushPlatform) -> Bool { platform == self.platform }

        func request(for dispatch: Dispatch) -> OutboundRequest {
            var json = JSONWriter()
            json.beginObject()
            json.member("to", dispatch.to)
            json.member("platform", dispatch.platform?.rawValue ?? "")
            json.member("text", dispatch.rendered.text)
            json.name("content")
            json.raw(dispatch.rendered.content ?? [])
            json.endObject()
            return OutboundRequest(url: "http://\(name).test/", body: json.bytes)
        }

        func outcome(of reply: OutboundReply) -> DispatchOutcome { inner.outcome(of: reply) }

        func content(
            of callback: Callback,
            at now: Instant
        ) throws(CallbackFault) -> CallbackContent {
            try inner.content(of: callback, at: now)
        }
    }

    private func shop(_ carrier: ScriptedCarrier = ScriptedCarrier()) async throws -> Shop {
        let route = Route(steps: [
            .init(channel: .push, providers: ["apns", "fcm"]),
            .init(channel: .sms, providers: ["sms-one"]),
        ])
        return try await Shop(
            settings: settings,
            carrier: carrier,
            steps: Shop.smsOnly,
            route: route,
            others: [Notifier(.fcm), Notifier(.apns)]
        )
    }

    private func request(_ shop: Shop, phone: PhoneNumber? = nil) throws -> ConfirmationRequest {
        var request = try shop.request()
        request.recipient = Recipient(
            phone: phone,
            email: nil,
            push: try PushAddress(platform: .fcm, token: "device-token-0123456789"),
            locale: "de",
            customer: nil
        )
        return request
    }

    @Test func noticeGoesToThePlatformOfTheAppsToken() async throws {
        let shop = try await shop()
        let view = try await shop.open(request(shop))
        await shop.settled()
        #expect(view.messages.map(\.provider) == ["fcm"])
        #expect(view.push?.maskedToken == "•••6789")
        let sent = try JSONReader.read(shop.carrier.requests[0].body)
        #expect(sent["to"]?.string == "device-token-0123456789")
        #expect(sent["platform"]?.string == "fcm")
        #expect(sent["content"]?["title"]?.string == "Bitte Zahlung bestätigen")
        let code = try #require(sent["content"]?["code"]?.string)
        #expect(sent["text"]?.string?.contains("49,99\u{A0}€ an Acme Shoes") == true)
        #expect(sent["text"]?.string?.contains(code) == false)
        let id = view.confirmation.context.id
        #expect(
            try await shop.stored(id).messages[0].shown.template == "default/de/payment.push"
        )
        let approved = try await shop.checkout
            .verify(id, shop.present(code), by: shop.caller, claim: nil).view()
        let receipt = try CompactJWS(parsing: try #require(approved.confirmation.receipt))
        let facts = try JSONReader.read(receipt.payload)
        #expect(facts["assurance"]?["lower"]?.bool == true)
        #expect(facts["assurance"]?["restricted_network"]?.bool == false)
    }

    @Test func payerWithoutAnAppGetsTheNextChannel() async throws {
        let shop = try await shop()
        let view = try await shop.open()
        #expect(view.messages.map(\.channel) == [.sms])
        await shop.settled()
    }

    @Test func appThatIsNoLongerThereIsLeftAtOnce() async throws {
        let shop = try await shop(
            ScriptedCarrier { request in
                .success(OutboundReply(status: request.url.contains("fcm") ? 410 : 200))
            }
        )
        let phone = try PhoneNumber("+4915112345678")
        let id = try await shop.open(request(shop, phone: phone)).confirmation.id
        await shop.settled()
        let messages = try await shop.stored(id).messages
        #expect(messages.map(\.provider) == ["fcm", "sms-one"])
        #expect(messages.map(\.failureClass) == [.drop, nil])
        #expect(shop.carrier.requests.filter { $0.url.contains("fcm") }.count == 1, "no retry")
    }

    @Test func tokenIsSealedAndNeverInEvents() async throws {
        let shop = try await shop()
        let id = try await shop.open(request(shop)).confirmation.context.id
        await shop.settled()
        let stored = try await shop.stored(id).confirmation
        let token = Array("device-token-0123456789".utf8)
        #expect(stored.sealedDetails.firstRange(of: token) == nil)
        let events = try await shop.store.events(
            of: shop.caller.merchant.id,
            mode: .live,
            after: 0,
            limit: 10
        )
        #expect(!events.isEmpty)
        #expect(events.allSatisfy { $0.data.firstRange(of: token) == nil })
        let created = try JSONReader.read(try #require(events.first).data)
        #expect(created["recipient"]?["push"]?["platform"]?.string == "fcm")
        #expect(created["recipient"]?["push"]?["token"]?.string == "•••6789")
    }
}
