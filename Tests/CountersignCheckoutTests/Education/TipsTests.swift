import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignPolicy
import CountersignStore
import CountersignTemplates
import CountersignTesting
import Foundation
import Testing

@testable import CountersignCheckout

@Suite struct TipsTests {
    private static let education = """
        { tips: [
            { id: "share", reasons: ["general"], variants: ["Share it not.", "Share it with nobody."] },
            { id: "amount", reasons: ["general"], variants: ["Look at the amount."] },
            { id: "first", reasons: ["first_time"], variants: ["This is how we ask."] },
            { id: "large", reasons: ["large_amount"], variants: ["Take your time."] },
            { id: "device", reasons: ["new_device"], variants: ["A new device asks."] },
            { id: "denied", reasons: ["after_denial"], variants: ["You denied the last one."] },
            { id: "wrong", reasons: ["after_wrong_codes"], variants: ["Type it yourself."] },
          ],
          why: { label: "Why?", text: "x" }, contact: { label: "How?", text: "y" },
          after_denial: { label: "What now?", text: "z" } }
        """

    private static let template = "Pay {{amount}} to {{payee}}? {{code}}{{#tip}} {{tip}}{{/tip}}"

    private func library(_ shop: Shop) throws -> TemplateLibrary {
        try Shop.templates(shop.keyring, adding: ["default/en/education.json5": Self.education]) {
            path,
            text in
            switch path {
            case "default/en/payment.sms.txt": Self.template
            default: text
            }
        }
    }

    /// A shop with these tips, over SMS alone and with nobody held out.
    private func taught(
        _ shop: Shop,
        _ change: (inout CheckoutDependencies) -> Void = { _ in }
    ) throws -> Checkout {
        let library = try library(shop)
        var dependencies = shop.checkout.dependenciesForTests
        dependencies.templates = { library }
        dependencies.education.holdoutTenThousandths = 0
        dependencies.educationStore = shop.store
        change(&dependencies)
        return Checkout(dependencies)
    }

    private func shop() async throws -> Shop {
        let (policy, findings) = Policy.parse(
            """
            policy "Tips"
            currency EUR
            signal device_known is yes or no
            otherwise confirm with channels sms
            """,
            file: "p"
        )
        #expect(findings.isEmpty)
        return try await Shop(steps: Shop.smsOnly, policy: policy)
    }

    /// Opens a payment and gives its only message.
    private func open(
        _ checkout: Checkout,
        _ shop: Shop,
        _ change: (inout ConfirmationRequest) throws -> Void = { _ in }
    ) async throws -> (id: ConfirmationID, tip: MessageTip?) {
        var request = try shop.request()
        try change(&request)
        shop.clock.advance(seconds: 1)
        let view = try await checkout.confirm(request, by: shop.caller, claim: nil).view()
        return (view.confirmation.id, view.messages.first?.tip)
    }

    private func readPast(_ checkout: Checkout, _ shop: Shop) async throws {
        _ = try await open(checkout, shop) {
            $0.recipient.phone = try PhoneNumber("+4915112345699")
        }
        for _ in 0..<6_000 where !checkout.payers.isComplete {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(checkout.payers.isComplete)
    }

    @Test func aPaymentsPastAndFactsCallForItsTip() async throws {
        let shop = try await shop()
        let checkout = try taught(shop) {
            $0.education.largeAmounts = Currency("EUR").map { [$0: 50_000] } ?? [:]
        }
        try await readPast(checkout, shop)
        let first = try await open(checkout, shop)
        #expect(first.tip == .shown(id: "first", variant: 0))
        let second = try await open(checkout, shop)
        #expect(["share", "amount"].contains(second.tip?.id))
        let large = try await open(checkout, shop) { $0.amount = try shop.euros(50_000) }
        #expect(large.tip?.id == "large")
        let device = try await open(checkout, shop) {
            $0.signals = [JSONMember("device_known", .bool(false))]
        }
        #expect(device.tip?.id == "device")
        _ = await checkout.deny(device.id, by: shop.caller, claim: nil)
        #expect(try await open(checkout, shop).tip?.id == "denied")
        await checkout.drain(secondsMax: 5)
    }

    @Test func generalTipsTakeTurns() async throws {
        let shop = try await shop()
        let checkout = try taught(shop)
        try await readPast(checkout, shop)
        var last = try await open(checkout, shop).tip?.id
        for _ in 0..<8 {
            let next = try await open(checkout, shop).tip?.id
            #expect(next != nil && next != last)
            last = next
        }
        await checkout.drain(secondsMax: 5)
    }

    @Test func wrongCodesCallForAnotherTipAndOtherwiseAPaymentKeepsItsOwn() async throws {
        let shop = try await shop()
        let checkout = try taught(shop)
        let (id, tip) = try await open(checkout, shop)
        shop.clock.advance(seconds: 60)
        let again = try await checkout.resend(id, channel: nil, by: shop.caller, claim: nil).view()
        #expect(again.messages.map(\.tip) == [tip, tip])
        _ = await checkout.verify(
            id,
            try shop.present("000000"),
            by: shop.caller,
            claim: nil
        )
        shop.clock.advance(seconds: 60)
        let third = try await checkout.resend(id, channel: nil, by: shop.caller, claim: nil).view()
        #expect(third.messages.last?.tip?.id == "wrong")
        await checkout.drain(secondsMax: 5)
    }

    @Test func nobodyIsNewBeforeThePastIsRead() async throws {
        let shop = try await shop()
        let checkout = try taught(shop) { $0.educationStore = nil }
        for _ in 0..<3 {
            let tip = try await open(checkout, shop).tip
            #expect(["share", "amount"].contains(tip?.id))
        }
        await checkout.drain(secondsMax: 5)
    }

    @Test func thePastOutlivesARestart() async throws {
        let shop = try await shop()
        let before = try taught(shop)
        let (id, _) = try await open(before, shop)
        _ = await before.deny(id, by: shop.caller, claim: nil)
        await before.drain(secondsMax: 5)
        let after = try taught(shop)
        try await readPast(after, shop)
        #expect(try await open(after, shop).tip?.id == "denied")
        // Another merchant does not hear of it.
        let view = try await after.confirm(shop.request(), by: shop.other, claim: nil).view()
        #expect(view.messages.first?.tip?.id == "first")
        await after.drain(secondsMax: 5)
    }

    @Test func theHoldoutIsToldNothingAndCountedForItsTip() async throws {
        let shop = try await shop()
        let checkout = try taught(shop) { $0.education.holdoutTenThousandths = 10_000 }
        let (id, tip) = try await open(checkout, shop)
        #expect(tip?.fate == .holdout)
        #expect(try await shop.stored(id).messages.first?.tip == tip)
        _ = try await shop.sent(1)
        await checkout.drain(secondsMax: 5)
        let body = String(decoding: shop.carrier.requests[0].body, as: UTF8.self)
        #expect(!body.contains("amount."))
    }

    @Test func whatWasShownIsInTheEventAndAHandOverAfterARestartShowsTheSame() async throws {
        let shop = try await shop()
        let checkout = try taught(shop)
        let (_, tip) = try await open(checkout, shop)
        for _ in 0..<6_000 where checkout.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(5))
        }
        let events = try await shop.store.events(
            of: shop.caller.merchant.id,
            mode: .live,
            after: 0,
            limit: 10
        )
        let sent = try #require(events.first { $0.type == .messageSent })
        let data = try JSONReader.read(sent.data)
        #expect(data["tip"]?["fate"]?.string == "shown")
        #expect(data["tip"]?["id"]?.string == tip?.id)
        #expect(data["tip"]?["variant"]?.integer == tip?.variant.map { Int64($0) })
        await checkout.drain(secondsMax: 5)
    }

    @Test func aTipThatIsNoLongerWrittenStopsTheHandOverOfItsMessage() async throws {
        let shop = try await shop()
        let checkout = try taught(shop)
        let (id, _) = try await open(checkout, shop)
        let stored = try await shop.stored(id)
        let details = try #require(
            Details(
                sealed: stored.confirmation.sealedDetails,
                of: id,
                keyring: shop.keyring
            )
        )
        let composer = checkout.composer
        let again = try composer.recompose(
            stored.messages[0],
            of: stored.confirmation,
            details,
            merchant: shop.caller.merchant
        )
        #expect(composer.showsWhatIsStored(again))
        let untaught = try await shop.restarted().composer
        let other = try untaught.recompose(
            stored.messages[0],
            of: stored.confirmation,
            details,
            merchant: shop.caller.merchant
        )
        #expect(!untaught.showsWhatIsStored(other))
        await checkout.drain(secondsMax: 5)
    }
}
