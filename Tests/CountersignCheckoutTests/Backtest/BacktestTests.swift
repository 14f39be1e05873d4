import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignTesting
import Testing

/// Decisions of the past, put to another policy.
@Suite struct BacktestTests {
    private let keyring = SystemKeyring(
        KeyFile.generate(at: Instant(seconds: 1_790_000_000), entropy: SystemEntropy())
    )
    private let start = Instant(seconds: 1_790_000_000)

    private struct Payment {
        var cents: Int64 = 1_000
        var currency = "EUR"
        var phone = "+4915112345678"
        var outcome = DecisionOutcome.confirm
        var status = ConfirmationStatus.approved
        var rule = "otherwise"
        var signals: [JSONMember] = []
        var channels: [Channel]?
        var secondsLater = 0
    }

    private func decision(_ payment: Payment) throws -> PastDecision {
        let merchant = Merchant(
            id: try #require(MerchantID("acme-shoes")),
            name: try Payee("Acme Shoes"),
            createdAt: start
        )
        let currency = try #require(Currency(payment.currency))
        let made = PastConfirmation.make(
            ConfirmationRequest(
                amount: Amount(minorUnits: payment.cents, currency: currency),
                reference: "order-\(payment.cents)",
                recipient: Recipient(
                    phone: try PhoneNumber(payment.phone),
                    email: nil,
                    locale: nil,
                    customer: nil
                ),
                channels: payment.channels,
                signals: payment.signals
            ),
            of: merchant,
            mode: .live,
            decision: Decision(
                outcome: payment.outcome,
                policy: "Old",
                version: "1",
                rule: payment.rule,
                reasons: []
            ),
            status: payment.status,
            keyring: keyring,
            entropy: SystemEntropy(),
            at: start.advanced(bySeconds: payment.secondsLater)
        )
        let confirmation = try #require(made)
        return PastDecision(
            id: confirmation.id.text,
            merchant: merchant.id,
            at: confirmation.createdAt,
            status: payment.status,
            closedAt: confirmation.closedAt,
            sends: 1,
            attempts: 0,
            outcome: payment.outcome,
            policy: "Old",
            version: "1",
            rule: payment.rule,
            purpose: .payment,
            amount: confirmation.context.amount,
            payee: "Acme Shoes",
            reference: confirmation.context.reference,
            sealedDetails: confirmation.sealedDetails
        )
    }

    private func backtest(_ rules: String, zone: Int = 0) throws -> Backtest {
        let text = """
            policy "New"
            currency EUR
            rate 1 USD = 0.5 EUR
            time zone Europe/Berlin
            signal device_known is yes or no
            list stolen from "stolen.txt"
            \(rules)
            otherwise confirm
            """
        let read = Policy.parse(text, file: "new.policy") { _ in "+4366412345678\n" }
        return Backtest(
            try #require(read.policy, "\(read.findings)"),
            keyring: keyring,
            zoneOffsetSeconds: { _, _ in zone }
        )
    }

    private func counts(_ tally: BacktestTally) -> [String: Int] {
        tally.moves.reduce(into: [:]) { counts, move in
            counts["\(move.key.from)-\(move.key.to)"] = move.value.count
        }
    }

    @Test func changesAreCountedWithWhatBecameOfThem() throws {
        let statuses: [ConfirmationStatus] = [
            .approved, .denied, .expired, .canceled, .exhausted, .pending,
        ]
        var payments = try statuses.map { try decision(Payment(cents: 2_000, status: $0)) }
        payments.append(try decision(Payment(cents: 50_000)))
        payments.append(try decision(Payment(cents: 900, currency: "USD")))
        payments.append(try decision(Payment(cents: 100, outcome: .skip, status: .skipped)))
        let tally = try backtest("skip \"low\" if amount <= 30 EUR").judge(payments)
        #expect(tally.judged == 9)
        #expect(tally.changed == 7)
        #expect(counts(tally) == ["confirm-skip": 7, "confirm-confirm": 1, "skip-skip": 1])
        let moved = try #require(
            tally.moves.first { $0.key.from == .confirm && $0.key.to == .skip }
        )
        #expect(moved.value.confirmed == 2)
        #expect(moved.value.denied == 1)
        #expect(moved.value.abandoned == 3)
        #expect(moved.value.pending == 1)
        #expect(
            moved.value.sortedSums.map { "\($0.minorUnits) \($0.currency.code)" } == [
                "12000 EUR", "900 USD",
            ]
        )
        // Decided by another rule, and not otherwise.
        #expect(tally.otherRule == 1)
    }

    @Test func theTenLargestAreNamedByThePolicysOwnRates() throws {
        var payments = try (1...15).map { try decision(Payment(cents: Int64($0) * 100)) }
        // Worth 6 euros in the policy.
        payments.append(try decision(Payment(cents: 1_200, currency: "USD")))
        // Without a rate, and so behind all that have one.
        payments.append(try decision(Payment(cents: 9_999_999, currency: "CHF")))
        let backtest = try backtest("block \"all\" if purpose is payment")
        var tally = backtest.judge(Array(payments[8...]))
        tally.add(backtest.judge(Array(payments[..<8])))
        let units = tally.largest.map { $0.decision.amount?.minorUnits ?? 0 }
        #expect(units.prefix(9) == [1_500, 1_400, 1_300, 1_200, 1_100, 1_000, 900, 800, 700])
        #expect(units.count == BacktestTally.largestMax)
        #expect([600, 1_200].contains(units[9]))
        #expect(tally.largest.allSatisfy { $0.rule == "all" && $0.outcome == .block })
        #expect(tally.changed == 17)
    }

    @Test func factsAreThoseOfTheDecision() throws {
        let known = JSONMember("device_known", .bool(true))
        let rows: [(rules: String, payment: Payment)] = [
            ("block \"x\" if recipient in stolen", Payment(phone: "+4366412345678")),
            ("block \"x\" if recipient country is AT", Payment(phone: "+4366412345678")),
            ("block \"x\" if device_known", Payment(signals: [known])),
            ("block \"x\" if channel is rcs", Payment(channels: [.rcs, .sms])),
            ("block \"x\" if reference is \"order-77\"", Payment(cents: 77)),
        ]
        let plain = try decision(Payment())
        for (rules, payment) in rows {
            let backtest = try backtest(rules)
            #expect(backtest.judge([try decision(payment)]).changed == 1, "\(rules)")
            #expect(backtest.judge([plain]).changed == 0, "\(rules)")
        }
    }

    @Test func theClockIsThatOfTheDecisionInThePolicysZone() throws {
        let hour = CivilTime(start, offsetSeconds: 7_200).hour
        let backtest = try backtest("block \"x\" if hour between \(hour) and \(hour)", zone: 7_200)
        let tally = backtest.judge([
            try decision(Payment()), try decision(Payment(secondsLater: 3_600)),
        ])
        #expect(tally.changed == 1)
    }

    @Test func whatCantBeReadIsCountedApart() throws {
        let good = try decision(Payment())
        let broken = PastDecision(
            id: good.id,
            merchant: good.merchant,
            at: good.at,
            status: good.status,
            closedAt: good.closedAt,
            sends: good.sends,
            attempts: good.attempts,
            outcome: good.outcome,
            policy: good.policy,
            version: good.version,
            rule: good.rule,
            purpose: good.purpose,
            amount: good.amount,
            payee: good.payee,
            reference: good.reference,
            sealedDetails: []
        )
        let undeclared = try decision(Payment(signals: [JSONMember("other", .bool(true))]))
        let tally = try backtest("").judge([good, broken, undeclared])
        #expect(tally.judged == 2)
        #expect(tally.unreadable == 1)
        #expect(tally.signalsRefused == 1)
    }

    @Test func aRulingIsTheDecisionWithoutItsWords() throws {
        let text = """
            policy "P"
            currency EUR
            shadow block "watch" if amount > 1 EUR
            skip "low" if amount <= 30 EUR
            block "high" if amount > 100 EUR
            otherwise confirm
            """
        let policy = try #require(Policy.parse(text, file: "p.policy").policy)
        let foresight = Foresight(policy)
        let euro = try #require(Currency("EUR"))
        for cents: Int64 in [50, 3_000, 3_001, 10_001] {
            let facts = PaymentFacts(
                amount: Amount(minorUnits: cents, currency: euro),
                purpose: .payment,
                payee: "Acme",
                reference: "1",
                recipient: Recipient(phone: nil, email: "a@b.example", locale: nil, customer: nil),
                time: CivilTime(start)
            )
            let verdict = policy.decide(facts)
            let ruling = foresight.ruling(on: foresight.outlook(on: facts)) { _ in .missing }
            #expect(ruling.outcome == verdict.action.outcome)
            #expect(policy.name(ofRule: ruling.rule) == verdict.rule ?? "otherwise")
        }
    }

    @Test func aReportTellsVersionsAndRulesApart() throws {
        var tally = PolicyTally()
        tally.add([
            try decision(Payment(rule: "low")), try decision(Payment(rule: "low")),
            try decision(Payment(status: .denied, rule: "high")),
        ])
        let rows = tally.sorted
        #expect(rows.map(\.key.rule) == ["low", "high"])
        #expect(rows.map(\.fates.confirmed) == [2, 0])
        #expect(rows.map(\.fates.denied) == [0, 1])
    }
}

extension Backtest {
    /// What the policy makes of some decisions, with nothing before them.
    func judge(_ decisions: [PastDecision]) -> BacktestTally {
        var replay = BacktestReplay(self)
        return replay.judge(open(decisions))
    }
}
