import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignTesting
import Testing

@testable import CountersignCheckout

/// After a restart the counters stand at what they stood at before.
@Suite struct RecountingTests {
    private static let rules = """
        skip "low" if amount <= 5 EUR and skips of customer since approval < 3
            and skipped amount of customer since approval <= 9 EUR
        shadow block "a" if confirmations of recipient in 10 minutes >= 500
        shadow block "b" if sends to prefix in 1 hour > 500
        shadow block "c" if approvals of merchant in 1 hour < 5 % of sends of merchant in 1 hour
        shadow block "d" if denials of ip in 1 day > 500
        shadow block "e" if failures of customer in 20 minutes > 500
        shadow block "f" if confirmed amount of recipient in 1 hour > 500 EUR
        shadow block "g" if approved amount of customer in 30 days > 500 EUR
        """

    @Test(arguments: UInt64(1)...8)
    func aRestartChangesNoCounter(_ seed: UInt64) async throws {
        var chance = SeededGenerator(seed: seed)
        let shop = try await CountedShop(RecountingTests.rules)
        let customers = [nil, "kim", "lee"]
        let phones = ["+4915112345678", "+4915212345678", "+33612345678"]
        var open: [CountersignCore.Confirmation] = []
        var requests: [ConfirmationRequest] = []
        for _ in 0..<60 {
            shop.shop.clock.advance(seconds: Int.random(in: 1...200, using: &chance))
            switch Int.random(in: 0..<8, using: &chance) {
            case 0...3:
                let request = try shop.request(
                    units: Int64.random(in: 100...900, using: &chance),
                    currency: Bool.random(using: &chance) ? "EUR" : "USD",
                    phone: phones.randomElement(using: &chance) ?? phones[0],
                    customer: customers.randomElement(using: &chance) ?? nil,
                    ip: Bool.random(using: &chance) ? "192.0.2.7" : nil
                )
                requests.append(request)
                let view = try await shop.view(of: request)
                if view.confirmation.status == .pending { open.append(view.confirmation) }
            case 4:
                guard let some = open.randomElement(using: &chance) else { continue }
                try await shop.present(some)
            case 5:
                guard let some = open.randomElement(using: &chance) else { continue }
                try await shop.present(some, isRight: false)
            case 6:
                guard let some = open.randomElement(using: &chance) else { continue }
                _ = await shop.shop.checkout.deny(some.id, by: shop.shop.caller, claim: nil)
            default:
                guard let some = open.randomElement(using: &chance) else { continue }
                _ = await shop.shop.checkout
                    .resend(some.id, channel: nil, by: shop.shop.caller, claim: nil)
            }
        }
        await shop.shop.settled()
        let again = try await shop.shop.restarted()
        try await again.prepareCounters(for: [shop.policy])
        #expect(!requests.isEmpty)
        for request in requests {
            #expect(
                try shop.values(for: request) == shop.values(for: request, at: again),
                "seed \(seed)"
            )
        }
    }

    @Test func aPolicyThatComesIntoForceLaterFindsWhatWasBefore() async throws {
        let shop = try await CountedShop("")
        let request = try shop.request()
        for _ in 0..<3 { _ = try await shop.view(of: request) }
        #expect(shop.shop.checkout.counters.plan.isEmpty)
        shop.shop.clock.advance(seconds: 5)
        let (policy, findings) = Policy.parse(
            "policy \"B\"\nblock \"f\" if confirmations of recipient in 10 minutes >= 4\n"
                + "otherwise confirm\n",
            file: "p"
        )
        #expect(findings.isEmpty)
        let other = try #require(policy)
        var dependencies = shop.shop.checkout.dependenciesForTests
        dependencies.policy = { _ in ActivePolicy(policy: other, version: 1) }
        let checkout = Checkout(dependencies)
        // Nobody has seen to it, and still the first decision waits for the count.
        #expect(try await shop.status(of: request, at: checkout) == .pending)
        #expect(try await shop.status(of: request, at: checkout) == .blocked)
    }

    @Test func aWiderWindowTakesOverWhatHappensMeanwhile() async throws {
        let shop = try await CountedShop(
            "block \"f\" if confirmations of recipient in 1 minute >= 50"
        )
        let request = try shop.request()
        for _ in 0..<3 { _ = try await shop.view(of: request) }
        shop.shop.clock.advance(seconds: 100)
        _ = try await shop.view(of: request)
        shop.shop.clock.advance(seconds: 1)
        let (policy, _) = Policy.parse(
            "policy \"B\"\nblock \"f\" if confirmations of recipient in 10 minutes >= 50\n"
                + "otherwise confirm\n",
            file: "p"
        )
        let wider = try #require(policy)
        try await shop.shop.checkout.prepareCounters(for: [wider])
        _ = try await shop.view(of: request)
        let subjects = try shop.shop.checkout.subjects.find(
            merchant: shop.shop.caller.merchant.id,
            mode: .live,
            recipient: shop.shop.keyring.recipientIndex(
                of: request.recipient.canonicalDestination,
                key: shop.shop.keyring.current.index
            ),
            payer: request.recipient,
            signals: [],
            shop.shop.checkout.counters.plan
        )
        let values = shop.shop.checkout.counters.values(
            of: wider.counters + shop.policy.counters,
            for: subjects,
            nil,
            at: shop.shop.clock.now()
        )
        #expect(values[wider.counters[0]] == .number(5))
        #expect(values[shop.policy.counters[0]] == .number(2))
    }
}
