import CountersignBench
import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignStore
import Dispatch

/// What decisions and rehearsals cost.
enum PolicyBench {
    /// Policies that are measured, by their rules.
    static let ruleCounts = [10, 50, 100, 500]
    /// How long each of them is measured.
    private static let measureNanoseconds: UInt64 = 300_000_000

    /// The cost of a decision of one policy; no rule fits, so that every one is looked at.
    struct Evaluation: Sendable {
        let rules: Int
        let nanoseconds: Int
    }

    /// The cost of a rehearsal.
    struct Rehearsal: Sendable {
        let decisions: Int
        let fillSeconds: Double
        let seconds: Double
        let changed: Int
    }

    // MARK: - Decisions

    /// Measures a policy of so many rules.
    static func evaluate(rules: Int) throws(CommandFailure) -> Evaluation {
        let read = Policy.parse(text(rules: rules), file: "bench.policy")
        guard let policy = read.policy, let payment = payment() else {
            throw .unusable(
                "the bench's own policy has faults: \(read.findings.first?.rendered ?? "")"
            )
        }
        var rounds = 0
        var found = 0
        let began = DispatchTime.now().uptimeNanoseconds
        var passed: UInt64 = 0
        while passed < measureNanoseconds {
            for _ in 0..<64 where policy.decide(payment).rule == nil { found += 1 }
            rounds += 64
            passed = DispatchTime.now().uptimeNanoseconds - began
        }
        guard found == rounds else { throw .unusable("the bench's own policy decides otherwise") }
        return Evaluation(rules: rules, nanoseconds: Int(passed) / rounds)
    }

    /// Rules of the shapes that policies are made of; none of them fits ``payment()``, and none is hidden
    /// by one above: each takes a little more than the last of its shape.
    private static func text(rules: Int) -> String {
        var text = """
            policy "Bench"
            currency EUR
            rate 1 USD = 0.92 EUR
            time zone Europe/Berlin
            signal device_known is yes or no
            signal account_age is days
            signal ip_country is country

            """
        for number in 0..<rules {
            let condition =
                switch number % 5 {
                case 0: "amount >= \(9_000 - number) EUR and device_known"
                case 1: "ip_country in (FR, ES, IT) and amount > \(9_000 - number) EUR"
                case 2: "account_age < \(number + 2) days or account_age is missing"
                case 3: "recipient country is not ip_country and reference is \"order-\(number)\""
                default: "hour between 1 and 4 and amount > \(9_000 - number) EUR"
                }
            text += "confirm \"rule \(number)\" if \(condition)\n"
        }
        return text + "otherwise confirm\n"
    }

    private static func payment() -> PaymentFacts? {
        guard let phone = try? PhoneNumber("+4915112345678"), let euro = Currency("EUR"),
            let amount = Amount(minorUnits: 4_999, currency: euro)
        else { return nil }
        return PaymentFacts(
            amount: amount,
            purpose: .payment,
            payee: "Acme Shoes",
            reference: "order-1234",
            recipient: Recipient(
                phone: phone,
                email: nil,
                locale: "de-DE",
                customer: "customer-77"
            ),
            signals: [
                JSONMember("device_known", .bool(true)), JSONMember("account_age", .integer(900)),
                JSONMember("ip_country", .string("DE")),
            ],
            time: CivilTime(Instant(seconds: 1_795_428_000))
        )
    }

    /// The cost of a decision with the counters of the shipped policy: asked, decided, counted.
    static func decideCounting(
        _ surroundings: Surroundings
    ) throws(CommandFailure) -> Int {
        guard let policy = Policy.parse(BenchPolicy.text, file: "bench.policy").policy,
            let merchant = MerchantID("bench"), var payment = payment()
        else { throw .unusable("the bench's own policy has faults") }
        payment.signals.append(JSONMember("ip", .string("192.0.2.7")))
        let subjects = (0..<1_024).map { _ in
            var subjects = CountedSubjects(merchant: merchant, mode: .live)
            subjects.recipient = CountedSubjects.Digest(surroundings.entropy.bytes(16))
            subjects.ip = CountedSubjects.Digest(surroundings.entropy.bytes(16))
            subjects.prefix = payment.recipient.phone.map { .init(prefixOf: $0) }
            return subjects
        }
        var board = CounterBoard(CounterPlan([policy]))
        let start = surroundings.clock.now()
        var (rounds, asked) = (0, 0)
        let began = DispatchTime.now().uptimeNanoseconds
        var passed: UInt64 = 0
        while passed < measureNanoseconds {
            for _ in 0..<64 {
                // A thousand payments a second.
                let now = start.advanced(byMilliseconds: Int64(rounds))
                let whose = subjects[rounds % subjects.count]
                payment.counters = board.values(
                    of: policy.counters,
                    for: whose,
                    policy.rates,
                    at: now
                )
                if policy.decide(payment).action.outcome == .confirm { asked += 1 }
                board.add(CountedEvent(.confirmations, amount: payment.amount, of: whose, at: now))
                board.add(CountedEvent(.sends, of: whose, at: now))
                rounds += 1
            }
            passed = DispatchTime.now().uptimeNanoseconds - began
        }
        guard asked == rounds else { throw .unusable("the bench's own policy decides otherwise") }
        return Int(passed) / rounds
    }

    // MARK: - A rehearsal

    /// Fills a store, then puts another policy to all of it.
    static func rehearse(
        _ count: Int,
        in store: SQLiteStore,
        _ surroundings: Surroundings
    ) async throws(CommandFailure) -> Rehearsal {
        let now = surroundings.clock.now()
        let since = now.advanced(bySeconds: -30 * 86_400)
        guard let id = MerchantID("bench"), let name = try? Payee("Bench"),
            let range = PastDecisionRange(since: since, until: now, mode: .live, merchant: id)
        else { preconditionFailure("The bench's own merchant and range are valid.") }
        let keyring = SystemKeyring(
            KeyFile.generate(at: now, entropy: surroundings.entropy)
        )
        let merchant = Merchant(id: id, name: name, createdAt: since)
        let filling = DispatchTime.now().uptimeNanoseconds
        do {
            try await DecisionFill(merchant, store: store, keyring: keyring)
                .run(count, from: since, until: now)
        } catch {
            throw .unusable(error.description)
        }
        let read = Policy.parse(rehearsed, file: "rehearsed.policy")
        guard let policy = read.policy else {
            throw .unusable("the bench's own policy has faults")
        }
        let rehearsing = DispatchTime.now().uptimeNanoseconds
        let report: BacktestReport
        do throws(StoreFailure) {
            report = try await BacktestRun(store: store, keyring: keyring)
                .run(policy, range, at: now)
        } catch {
            throw .store(error)
        }
        let ended = DispatchTime.now().uptimeNanoseconds
        guard report.tally.judged == count else {
            throw .unusable("\(report.tally.judged) of \(count) decisions were judged")
        }
        return Rehearsal(
            decisions: count,
            fillSeconds: Double(rehearsing - filling) / 1e9,
            seconds: Double(ended - rehearsing) / 1e9,
            changed: report.tally.changed
        )
    }

    private static let rehearsed = """
        policy "Rehearsed"
        currency EUR
        rate 1 USD = 0.92 EUR
        time zone Europe/Berlin
        signal device_known is yes or no
        signal account_age is days
        signal ip_country is country
        block   "far away"     if recipient country is not ip_country
        block   "code flood"   if confirmations of recipient in 10 minutes >= 5
        block   "pumping"      if sends to prefix in 1 hour > 2000
            and approvals to prefix in 1 hour < 5 % of sends to prefix in 1 hour
        block   "spend breaker" if sends of merchant in 1 hour >= 1000000
        skip    "low value"    if amount <= 30 EUR and device_known
            and skips of customer since approval < 5
            and skipped amount of customer since approval <= 100 EUR
        confirm "large"        if amount >= 500 EUR with code 8 digits
        confirm "new account"  if account_age < 7 days or account_age is missing
        shadow block "night"   if hour between 1 and 5 and amount > 200 EUR
        otherwise confirm
        """

    // MARK: - The report

    static func text(
        _ evaluations: [Evaluation],
        countingNanoseconds: Int,
        _ rehearsal: Rehearsal
    ) -> String {
        let rows = evaluations.map { evaluation in
            [
                String(evaluation.rules), String(evaluation.nanoseconds),
                String(evaluation.nanoseconds / evaluation.rules),
            ]
        }
        return "One decision, every rule looked at\n\n"
            + Table.text(["RULES", "NS", "NS PER RULE"], rows, numbersFrom: 0)
            + "\nWith the counters of the shipped policy: \(countingNanoseconds) ns, counting included\n"
            + "\nA rehearsal, counters replayed\n\n"
            + Table.text(
                ["DECISIONS", "SECONDS", "PER SECOND", "CHANGED", "FILL SECONDS"],
                [
                    [
                        String(rehearsal.decisions), hundredths(rehearsal.seconds),
                        String(Int(Double(rehearsal.decisions) / max(rehearsal.seconds, 0.001))),
                        String(rehearsal.changed), hundredths(rehearsal.fillSeconds),
                    ]
                ],
                numbersFrom: 0
            )
    }

    static func json(
        _ evaluations: [Evaluation],
        countingNanoseconds: Int,
        _ rehearsal: Rehearsal
    ) -> String {
        JSONText.object(
            ("counting_nanoseconds", .integer(countingNanoseconds)),
            (
                "evaluations",
                .array(
                    evaluations.map { evaluation in
                        .object([
                            JSONMember("rules", .integer(evaluation.rules)),
                            JSONMember("nanoseconds", .integer(evaluation.nanoseconds)),
                        ])
                    }
                )
            ),
            (
                "rehearsal",
                .object([
                    JSONMember("decisions", .integer(rehearsal.decisions)),
                    JSONMember("milliseconds", .integer(Int(rehearsal.seconds * 1_000))),
                    JSONMember("changed", .integer(rehearsal.changed)),
                    JSONMember("fill_milliseconds", .integer(Int(rehearsal.fillSeconds * 1_000))),
                ])
            )
        )
    }

    private static func hundredths(_ seconds: Double) -> String {
        let hundredths = Int((seconds * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
