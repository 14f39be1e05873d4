import CountersignCore
import CountersignMessaging
import CountersignPolicy
import CountersignTesting
import Synchronization
import Testing

@testable import CountersignCheckout

/// Counting and deciding are one step, and what does not come to be was never counted.
@Suite struct CountedDecisionTests {
    private let flood = "block \"flood\" if confirmations of recipient in 10 minutes >= 5"

    @Test func ofTwentySideBySideExactlyFiveGetThrough() async throws {
        let shop = try await CountedShop(flood)
        let request = try shop.request()
        let statuses = try await withThrowingTaskGroup(of: ConfirmationStatus.self) { group in
            for _ in 0..<20 { group.addTask { try await shop.status(of: request) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == .pending } == 5)
        #expect(statuses.count { $0 == .blocked } == 15)
        let other = try shop.request(phone: "+4915112345679")
        #expect(try await shop.status(of: other) == .pending)
    }

    @Test func aWindowOpensAgainToTheSecond() async throws {
        let shop = try await CountedShop(flood)
        let request = try shop.request()
        for _ in 0..<5 { #expect(try await shop.status(of: request) == .pending) }
        shop.shop.clock.advance(seconds: 599)
        let blocked = try await shop.view(of: request).confirmation
        #expect(blocked.status == .blocked)
        #expect(
            blocked.decision.reasons == ["confirmations of recipient in 10 minutes >= 5 (5)"]
        )
        shop.shop.clock.advance(seconds: 1)
        #expect(try await shop.status(of: request) == .pending)
    }

    @Test func aCreationThatCannotBeStoredGivesItsCountBack() async throws {
        let shop = try await CountedShop(flood)
        let request = try shop.request()
        var dependencies = shop.shop.checkout.dependenciesForTests
        let store = CountingStore(shop.shop.store)
        dependencies.store = store
        let checkout = Checkout(dependencies)
        store.commitFailures.withLock { $0 = 7 }
        for _ in 0..<7 {
            let answer = await checkout.confirm(request, by: shop.shop.caller, claim: nil)
            #expect(answer.refusal == .storageUnavailable)
        }
        store.commitFailures.withLock { $0 = 0 }
        for _ in 0..<5 { #expect(try await shop.status(of: request, at: checkout) == .pending) }
        #expect(try await shop.status(of: request, at: checkout) == .blocked)
    }

    @Test func aRequestThatIsRefusedGivesItsCountBack() async throws {
        let shop = try await CountedShop(flood)
        var unreachable = try shop.request()
        unreachable.channels = [.email]
        for _ in 0..<7 {
            let answer = await shop.shop.checkout.confirm(
                unreachable,
                by: shop.shop.caller,
                claim: nil
            )
            #expect(answer.refusal != nil)
        }
        let request = try shop.request()
        for _ in 0..<5 { #expect(try await shop.status(of: request) == .pending) }
    }

    @Test func aRepeatedRequestCountsOnce() async throws {
        let shop = try await CountedShop(flood)
        let request = try shop.request()
        let claim = RepeatClaim(
            key: [UInt8](repeating: 1, count: 32),
            fingerprint: [UInt8](repeating: 2, count: 32)
        ) { _ in
            RenderedAnswer(status: 201, location: nil, contentType: "x", body: [1])
        }
        for _ in 0..<9 {
            _ = await shop.shop.checkout.confirm(request, by: shop.shop.caller, claim: claim)
        }
        for _ in 0..<4 { #expect(try await shop.status(of: request) == .pending) }
        #expect(try await shop.status(of: request) == .blocked)
    }

    @Test func testKeysCountApart() async throws {
        let shop = try await CountedShop(flood)
        let request = try shop.request()
        for _ in 0..<5 { _ = try await shop.status(of: request, mode: .test) }
        #expect(try await shop.status(of: request, mode: .test) == .blocked)
        #expect(try await shop.status(of: request) == .pending)
    }

    @Test func skipsEndUntilThePayerConfirmsAgain() async throws {
        let shop = try await CountedShop(
            """
            skip "low" if amount <= 30 EUR and skips of customer since approval < 5
                and skipped amount of customer since approval <= 100 EUR
            block "never here" if skips of recipient in 1 day > 99
            """
        )
        let small = try shop.request(units: 1_500, customer: "kim")
        for _ in 0..<5 {
            #expect(try await shop.status(of: small) == .skipped)
            shop.shop.clock.advance(seconds: 86_400)
        }
        let asked = try await shop.view(of: small).confirmation
        #expect(asked.status == .pending)
        #expect(try await shop.status(of: shop.request(customer: "lee")) == .skipped)
        // Without a customer there is nobody to count by, and no rule fires by accident.
        #expect(try await shop.status(of: shop.request()) == .pending)
        _ = try await shop.present(asked).view()
        #expect(try await shop.status(of: small) == .skipped)
        let dear = try shop.request(units: 3_000, customer: "max")
        for _ in 0..<4 { #expect(try await shop.status(of: dear) == .skipped) }
        #expect(try await shop.status(of: dear) == .pending)
    }

    @Test func blockedPaymentsCountNowhere() async throws {
        let shop = try await CountedShop(
            """
            block "large" if amount > 100 EUR
            block "flood" if confirmations of merchant in 1 hour >= 2 or skips of merchant in 1 hour >= 1
                or sends of merchant in 1 hour >= 2
            """
        )
        let large = try shop.request(units: 20_000)
        for _ in 0..<5 { #expect(try await shop.status(of: large) == .blocked) }
        #expect(try await shop.status(of: shop.request()) == .pending)
        #expect(try await shop.status(of: shop.request()) == .pending)
        #expect(try await shop.status(of: shop.request()) == .blocked)
    }

    @Test func everythingThatHappensIsCounted() async throws {
        let kinds = ["confirmations", "sends", "approvals", "denials", "failures"]
        let rules = kinds.map { "block \"\($0)\" if \($0) of ip in 1 hour > 999" }
        let shop = try await CountedShop(
            rules.joined(separator: "\n")
                + "\nblock \"sum\" if confirmed amount of ip in 1 hour > 900 EUR"
                + "\nblock \"approved\" if approved amount of ip in 1 hour > 900 EUR"
        )
        let request = try shop.request(units: 1_000, currency: "USD", ip: "192.0.2.7")
        let first = try await shop.view(of: request).confirmation
        _ = try await shop.shop.sent(1)
        shop.shop.clock.advance(seconds: 10)
        _ = try await shop.shop.checkout
            .resend(first.id, channel: nil, by: shop.shop.caller, claim: nil).view()
        _ = try await shop.shop.sent(2)
        try await shop.present(first, isRight: false)
        try await shop.present(first, isRight: false)
        _ = try await shop.present(first).view()
        let second = try await shop.view(of: request).confirmation
        _ = try await shop.shop.checkout
            .deny(second.id, by: shop.shop.caller, claim: nil).view()
        let values = try shop.values(for: request)
        let numbers = kinds.map { kind in
            values[Counter(Counter.Kind(rawValue: kind) ?? .skips, of: .ip, .seconds(3_600))]
        }
        #expect(numbers == [2, 3, 1, 1, 2].map { .number($0) })
        let worth = try #require(try shop.policy.rates?.units(of: Amount(parsing: "10 EUR")))
        #expect(
            values[Counter(.confirmations, isAmount: true, of: .ip, .seconds(3_600))]
                == .number(worth)
        )
        #expect(
            values[Counter(.approvals, isAmount: true, of: .ip, .seconds(3_600))]
                == .number(worth / 2)
        )
    }

    @Test func aFailedMessageGivesItsSendBack() async throws {
        let carrier = ScriptedCarrier { _ in .success(OutboundReply(status: 400)) }
        let shop = try await CountedShop(
            "block \"s\" if sends of recipient in 1 hour > 99",
            carrier: carrier
        )
        let request = try shop.request()
        let opened = try await shop.view(of: request).confirmation
        await shop.shop.settled()
        let stored = try await shop.shop.stored(opened.id)
        let failed = stored.messages.count { $0.status.hasFailed }
        #expect(failed > 0)
        let sends = Counter(.sends, of: .recipient, .seconds(3_600))
        #expect(
            try shop.values(for: request)[sends]
                == PolicyValue.number(Int128(stored.messages.count - failed))
        )
    }

    @Test func decisionsAreMetricsWithBoundedLabels() async throws {
        let shop = try await CountedShop(flood)
        let request = try shop.request()
        for _ in 0..<6 { _ = try await shop.status(of: request) }
        let text = shop.shop.metrics.prometheusText
        #expect(
            text.contains("countersign_decisions_total{outcome=\"block\",rule=\"flood\"} 1")
        )
        #expect(
            text.contains("countersign_decisions_total{outcome=\"confirm\",rule=\"otherwise\"} 5")
        )
        let labels = RuleLabels()
        let names = (0..<1_000).map { labels.label(of: "rule \($0)") }
        #expect(Set(names).count == RuleLabels.countMax + 1)
        #expect(names.last == "other")
    }

    @Test func theDecisionStandsInTheEvent() async throws {
        let shop = try await CountedShop(flood)
        let request = try shop.request()
        for _ in 0..<6 { _ = try await shop.status(of: request) }
        let events = try await shop.shop.checkout
            .events(by: shop.shop.caller, after: 0, limit: 100).get()
        let last = try #require(events.last { $0.type == .confirmationCreated })
        let decision = try JSONReader.read(last.data)["decision"]
        #expect(decision?["outcome"]?.string == "block")
        #expect(decision?["rule"]?.string == "flood")
        #expect(
            decision?["reasons"]?.array?.first?.string
                == "confirmations of recipient in 10 minutes >= 5 (5)"
        )
    }
}
