import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignStore
import CountersignTesting
import Testing

@testable import CountersignCheckout

/// A rehearsal counts as the service counted when it decided.
@Suite struct BacktestReplayTests {
    private static let rules = """
        block "flood" if confirmations of recipient in 10 minutes >= 3
        block "guesses" if failures of customer in 20 minutes >= 2
        block "denied" if denials of ip in 1 day >= 2
        block "spent" if confirmed amount of recipient in 1 hour + 0 EUR > 40 EUR
        skip "low" if amount <= 5 EUR and skips of customer since approval < 3
            and skipped amount of customer since approval <= 9 EUR
        skip "trusted" if approved amount of customer in 30 days >= 25 EUR and sends of device in 1 hour < 1
        confirm "busy" if sends to prefix in 1 hour > 9 and approvals to prefix in 1 hour < 50 % of sends to prefix in 1 hour with code 8 digits
        confirm "slow" if approvals of merchant in 1 hour < 2 and confirmations of merchant in 1 hour >= 4
        confirm "no customer" if skips of customer in 1 hour is missing
        """.replacing(" + 0 EUR", with: "")

    /// A payment and what was decided.
    private struct Made {
        let request: ConfirmationRequest
        let at: Instant
        let confirmation: CountersignCore.Confirmation
    }

    /// Everyday traffic with answers, seeded.
    private func trade(
        _ shop: CountedShop,
        seed: UInt64,
        payments: Int,
        answers: Bool = true
    ) async throws -> [Made] {
        var chance = SeededGenerator(seed: seed)
        let phones = ["+4915112345678", "+4915212345678", "+33612345678"]
        var open: [CountersignCore.Confirmation] = []
        var made: [Made] = []
        while made.count < payments {
            shop.shop.clock.advance(seconds: Int.random(in: 1...240, using: &chance))
            let choice = Int.random(in: 0..<10, using: &chance)
            let some = open.randomElement(using: &chance)
            guard answers, choice > 4, let some else {
                let request = try shop.request(
                    units: Int64.random(in: 100...1_500, using: &chance),
                    currency: Bool.random(using: &chance) ? "EUR" : "USD",
                    phone: phones.randomElement(using: &chance) ?? phones[0],
                    customer: [nil, "kim", "lee"].randomElement(using: &chance) ?? nil,
                    ip: Bool.random(using: &chance) ? "192.0.2.7" : nil
                )
                let confirmation = try await shop.view(of: request).confirmation
                made.append(
                    Made(request: request, at: shop.shop.clock.now(), confirmation: confirmation)
                )
                if confirmation.status == .pending { open.append(confirmation) }
                continue
            }
            switch choice {
            case 5, 6: try await shop.present(some)
            case 7: try await shop.present(some, isRight: false)
            case 8: _ = await shop.shop.checkout.deny(some.id, by: shop.shop.caller, claim: nil)
            default:
                _ = await shop.shop.checkout
                    .resend(some.id, channel: nil, by: shop.shop.caller, claim: nil)
            }
        }
        await shop.shop.settled()
        return made
    }

    private func past(
        _ shop: CountedShop,
        _ backtest: Backtest,
        from since: Instant,
        until: Instant
    ) async throws -> [PastDecision] {
        let range = try #require(
            PastDecisionRange(
                since: since,
                until: until,
                mode: .live,
                merchant: shop.shop.caller.merchant.id
            )
        )
        let piece = try await shop.shop.store.pastDecisions(
            range,
            after: nil,
            reading: backtest.parts,
            at: until
        )
        #expect(piece.next == nil)
        return piece.decisions
    }

    private func backtest(_ policy: Policy, of shop: CountedShop) -> Backtest {
        Backtest(policy, keyring: shop.shop.keyring, zoneOffsetSeconds: { _, _ in 0 })
    }

    @Test(arguments: UInt64(1)...8)
    func theSamePolicyDecidesAsItDid(_ seed: UInt64) async throws {
        let shop = try await CountedShop(BacktestReplayTests.rules)
        let began = shop.shop.clock.now()
        let made = try await trade(shop, seed: seed, payments: 80)
        let backtest = backtest(shop.policy, of: shop)
        let until = shop.shop.clock.now().advanced(bySeconds: 1)
        // Whatever the range begins with: what came before is only counted.
        for since in [began, made[made.count / 2].at] {
            var replay = BacktestReplay(backtest)
            if since > began {
                let before = try await past(shop, backtest, from: began, until: since)
                let tally = replay.judge(backtest.open(before, isJudged: false))
                #expect(tally.judged == 0)
            }
            let decisions = try await past(shop, backtest, from: since, until: until)
            let tally = replay.judge(backtest.open(decisions))
            #expect(tally.judged == made.filter { $0.at >= since }.count)
            #expect(
                tally.changed == 0,
                "seed \(seed): \(tally.largest.map { ($0.decision.rule, $0.rule) })"
            )
            #expect(tally.otherRule == 0, "seed \(seed)")
        }
        // Rules that count did decide, or the test says nothing.
        let rules = Set(made.map(\.confirmation.decision.rule))
        #expect(rules.count >= 4, "\(rules)")
    }

    @Test(arguments: UInt64(1)...4)
    func aDraftDecidesAsItWouldHaveInForce(_ seed: UInt64) async throws {
        let rules = BacktestReplayTests.rules
        let draft = rules.replacing("minutes >= 3", with: "minutes >= 2")
            .replacing("<= 9 EUR", with: "<= 4 EUR").replacing("> 40 EUR", with: "> 25 EUR")
        let (shop, other) = (try await CountedShop(rules), try await CountedShop(draft))
        let began = shop.shop.clock.now()
        let made = try await trade(shop, seed: seed, payments: 60, answers: false)
        let wanted = try await trade(other, seed: seed, payments: 60, answers: false)
        let backtest = backtest(other.policy, of: shop)
        let until = shop.shop.clock.now().advanced(bySeconds: 1)
        let decisions = try await past(shop, backtest, from: began, until: until)
        var replay = BacktestReplay(backtest)
        var changed = 0
        for (decision, wanted) in zip(decisions, wanted) {
            let tally = replay.judge(backtest.open([decision]))
            let outcome = try #require(tally.moves.first).key.to
            #expect(outcome == wanted.confirmation.decision.outcome, "seed \(seed)")
            changed += tally.changed
        }
        #expect(decisions.count == made.count)
        #expect(changed > 0)
    }

    @Test func aLowerThresholdChangesExactlyThosePastIt() async throws {
        let rule = "block \"flood\" if confirmations of recipient in 10 minutes >= 3"
        let shop = try await CountedShop(rule)
        let began = shop.shop.clock.now()
        // A payment each two minutes: the fourth and fifth are blocked, and so on.
        for number in 0..<10 {
            _ = try await shop.view(of: shop.request(units: Int64(1_000 + number)))
            shop.shop.clock.advance(seconds: 120)
        }
        let draft = Policy.parse(
            "policy \"Draft\"\n" + rule.replacing(">= 3", with: ">= 2") + "\notherwise confirm\n",
            file: "draft.policy"
        )
        let backtest = backtest(try #require(draft.policy, "\(draft.findings)"), of: shop)
        let decisions = try await past(shop, backtest, from: began, until: shop.shop.clock.now())
        var replay = BacktestReplay(backtest)
        let tally = replay.judge(backtest.open(decisions))
        let was = decisions.map { $0.outcome == .block ? "b" : "c" }.joined()
        // Asked at 0, 2 and 4 minutes; the one at 0 has left the window at 10.
        #expect(was == "cccbbcccbb")
        // The draft asks at 0 and 2, then at 10 and 12: others are blocked.
        let changed = tally.largest.map { Int($0.decision.amount?.minorUnits ?? 0) - 1_000 }
        #expect(changed == [7, 2])
        #expect(tally.largest.allSatisfy { $0.outcome == .block && $0.rule == "flood" })
    }

    @Test func messagesThatFailedGiveTheirSendBackWhenTheyDid() async throws {
        let start = Instant(seconds: 1_790_000_000)
        let keyring = SystemKeyring(KeyFile.generate(at: start, entropy: SystemEntropy()))
        let policy = Policy.parse(
            "policy \"P\"\nblock \"b\" if sends of merchant in 1 hour >= 1\notherwise confirm\n",
            file: "p"
        ).policy
        let backtest = Backtest(
            try #require(policy),
            keyring: keyring,
            zoneOffsetSeconds: { _, _ in 0 }
        )
        func decision(secondsLater: Int, failsAfter: Int?) throws -> PastDecision {
            let at = start.advanced(bySeconds: secondsLater)
            let failedAt = failsAfter.map { at.advanced(bySeconds: $0) }
            let made = PastConfirmation.make(
                ConfirmationRequest(
                    amount: Amount(minorUnits: 100, currency: try #require(Currency("EUR"))),
                    reference: "1",
                    recipient: Recipient(
                        phone: try PhoneNumber("+4915112345678"),
                        email: nil,
                        locale: nil,
                        customer: nil
                    )
                ),
                of: Merchant(
                    id: try #require(MerchantID("acme-shoes")),
                    name: try Payee("Acme Shoes"),
                    createdAt: start
                ),
                mode: .live,
                decision: Decision(
                    outcome: .confirm,
                    policy: "Old",
                    version: "1",
                    rule: "otherwise",
                    reasons: []
                ),
                status: .expired,
                keyring: keyring,
                entropy: SystemEntropy(),
                at: at
            )
            let confirmation = try #require(made)
            return PastDecision(
                id: confirmation.id.text,
                merchant: confirmation.context.merchant,
                at: at,
                status: .expired,
                closedAt: nil,
                sends: 1,
                attempts: 0,
                outcome: .confirm,
                policy: "Old",
                version: "1",
                rule: "otherwise",
                purpose: .payment,
                amount: confirmation.context.amount,
                payee: "Acme Shoes",
                reference: "1",
                sealedDetails: confirmation.sealedDetails,
                history: PastHistory(
                    recipient: confirmation.context.recipient,
                    indexKey: confirmation.keys.index,
                    amount: confirmation.context.amount,
                    sends: [PastHistory.Send(at: at, failedAt: failedAt)]
                )
            )
        }
        let decisions = [
            try decision(secondsLater: 0, failsAfter: 30),
            // Its message has not failed yet.
            try decision(secondsLater: 29, failsAfter: nil),
            // Now it has, and the blocked one in between sent nothing.
            try decision(secondsLater: 30, failsAfter: nil),
            try decision(secondsLater: 3_629, failsAfter: nil),
            // An hour after the third one.
            try decision(secondsLater: 3_630, failsAfter: nil),
        ]
        var replay = BacktestReplay(backtest)
        let outcomes = decisions.map { replay.judge(backtest.open([$0])).moves.first?.key.to }
        #expect(outcomes == [.confirm, .block, .confirm, .block, .confirm])
    }
}
