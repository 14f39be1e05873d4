import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignPolicy
import CountersignTesting
import Foundation
import Testing

/// What a policy's rules do to a checkout's question.
@Suite struct RulesTests {
    private func shop(_ rules: String) async throws -> Shop {
        let text = """
            policy "Rules"
            currency EUR
            time zone Europe/Berlin
            signal device_known is yes or no
            \(rules)
            otherwise confirm with attempts 4
            """
        let (policy, findings) = Policy.parse(text, file: "p")
        #expect(findings.isEmpty, "\(findings.map(\.rendered).joined(separator: "\n"))")
        return try await Shop(policy: policy)
    }

    private func event(_ shop: Shop) async throws -> JSONValue {
        let events = try await shop.checkout.events(by: shop.caller, after: 0, limit: 10).get()
        let created = try #require(events.first { $0.type == .confirmationCreated })
        return try JSONReader.read(created.data)
    }

    @Test func aRuleDecidesAndItsWordsAreKept() async throws {
        let shop = try await shop(
            """
            confirm "large" if amount >= 40 EUR and recipient country is DE
                with code 8 digits, channels sms
            """
        )
        let view = try await shop.open()
        #expect(view.confirmation.decision.rule == "large")
        #expect(
            view.confirmation.decision.reasons == [
                "amount >= 40 EUR", "recipient country is DE",
            ]
        )
        #expect(view.messages.map(\.channel) == [.sms])
        #expect(try await shop.sent(1)[0].count == 8)
        let small = try await shop.open(shop.request(units: 3_999))
        #expect(small.confirmation.decision.rule == "otherwise")
        #expect(small.confirmation.attemptsLeft == 4)
    }

    @Test func aBlockedPaymentSendsNothingAndASkippedOneHasAReceipt() async throws {
        let shop = try await shop(
            """
            block "too large" if amount > 100 EUR
            skip "small" if amount <= 5 EUR
            """
        )
        let blocked = try await shop.open(shop.request(units: 10_001))
        #expect(blocked.confirmation.status == .blocked)
        let skipped = try await shop.open(shop.request(units: 500))
        #expect(skipped.confirmation.status == .skipped)
        #expect(skipped.confirmation.receipt != nil)
        #expect(shop.carrier.requests.isEmpty)
    }

    @Test func aSkipIgnoresChannelsThatOnlyACodeNeeds() async throws {
        let shop = try await shop("skip \"small\" if amount <= 50 EUR")
        var request = try shop.request()
        request.channels = [.email]
        #expect(try await shop.open(request).confirmation.status == .skipped)
    }

    @Test func mailIsForPayersWithAnAddress() async throws {
        let settings = ConfirmationSettings(channels: [.sms, .email])
        let steps = Shop.smsOnly + [Route.Candidate(channel: .email, provider: "mail")]
        let shop = try await Shop(settings: settings, steps: steps)
        var request = try shop.request()
        request.channels = [.email]
        await #expect(throws: Refusal.self) { try await shop.open(request) }
        request.recipient = Recipient(
            phone: nil,
            email: "kim@example.com",
            locale: "de",
            customer: nil
        )
        request.channels = nil
        let view = try await shop.open(request)
        #expect(view.messages.map(\.channel) == [.email])
        #expect(view.maskedEmail == "k•••@example.com")
        let code = try await shop.sent(1)[0]
        let sent = try JSONReader.read(shop.carrier.requests[0].body)
        #expect(sent["to"]?.string == "kim@example.com")
        let stored = try await shop.stored(view.confirmation.context.id)
        #expect(stored.messages[0].shown.template == "default/de/payment.email")
        #expect(!code.isEmpty)
    }

    @Test func aShadowRuleOnlyShowsInTheEvent() async throws {
        let shop = try await shop(
            "shadow block \"night\" if amount > 1 EUR and hour between 0 and 23"
        )
        #expect(try await shop.open().confirmation.status == .pending)
        let shadow = try await event(shop)["shadow"]?.array?.first
        #expect(shadow?["rule"]?.string == "night")
        #expect(shadow?["outcome"]?.string == "block")
        #expect(shadow?["reasons"]?.array?.count == 2)
    }

    @Test func hoursAreThoseOfThePolicysTimeZone() async throws {
        let berlin = (try await shop("")).clock.now().seconds / 3_600 % 24 + 2
        let shop = try await shop("block \"hour\" if hour is \(berlin % 24)")
        #expect(try await shop.open().confirmation.status == .blocked)
    }

    @Test func aSignalThatThePolicyDoesNotKnowIsRefusedByName() async throws {
        let shop = try await shop("")
        var request = try shop.request()
        request.signals = [JSONMember("device_knwon", .bool(true))]
        let answer = await shop.checkout.confirm(request, by: shop.caller, claim: nil)
        guard case .invalid(let pointer, let detail) = answer.refusal else {
            Issue.record("an unknown signal is refused")
            return
        }
        #expect(pointer == "/signals/device_knwon")
        #expect(detail.contains("did you mean 'device_known'?"))
        #expect(shop.carrier.requests.isEmpty)
    }
}
