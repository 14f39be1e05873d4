import CountersignCore
import CountersignPolicy
import Testing

/// What rules make of counters, and how it is told.
@Suite struct CounterDecidingTests {
    private func policy(_ rules: String) throws -> Policy {
        try CountersignPolicyTests.policy(
            """
            policy "A"
            currency EUR
            rate 1 USD = 0.5 EUR
            \(rules)
            otherwise confirm
            """
        )
    }

    private func decide(
        _ policy: Policy,
        _ counters: String,
        customer: String? = nil,
        phone: String? = "+4915112345678",
        signals: [JSONMember] = []
    ) throws -> Verdict {
        var facts = try payment(
            phone: phone,
            email: "kim@example.com",
            customer: customer,
            signals: signals
        )
        let read = policy.counterValues(in: try JSONReader.read(Array(counters.utf8)))
        #expect(read.faults.isEmpty, "\(read.faults)")
        facts.counters = read.values
        return policy.decide(facts)
    }

    @Test func aCounterIsComparedAndItsValueIsTold() throws {
        let policy = try policy("block \"flood\" if confirmations of recipient in 10 minutes >= 5")
        let words = "confirmations of recipient in 10 minutes"
        #expect(try decide(policy, "{\"\(words)\": 4}").rule == nil)
        let verdict = try decide(policy, "{\"\(words)\": 7}")
        #expect(verdict.rule == "flood")
        #expect(verdict.reasons == ["confirmations of recipient in 10 minutes >= 5 (7)"])
        #expect(try decide(policy, "{}").rule == nil)
    }

    @Test func sharesAreExact() throws {
        let policy = try policy(
            "block \"p\" if approvals to prefix in 1 hour < 5 % of sends to prefix in 1 hour"
        )
        func outcome(_ approvals: Int, _ sends: Int) throws -> Verdict {
            try decide(
                policy,
                """
                {"approvals to prefix in 1 hour": \(approvals),
                 "sends to prefix in 1 hour": \(sends)}
                """
            )
        }
        #expect(try outcome(0, 0).rule == nil)
        #expect(try outcome(3, 60).rule == nil)
        #expect(try outcome(2, 60).rule == "p")
        let share = "approvals to prefix in 1 hour < 5 % of sends to prefix in 1 hour"
        #expect(try outcome(3, 61).reasons == [share + " (3 of 61)"])
    }

    @Test func sumsAreMoneyInThePolicysCurrency() throws {
        let policy = try policy(
            "skip \"s\" if skipped amount of customer since approval <= 100 EUR"
        )
        func rule(_ value: String) throws -> Verdict {
            try decide(
                policy,
                "{\"skipped amount of customer since approval\": \(value)}",
                customer: "c"
            )
        }
        #expect(try rule("{\"value\": 10000, \"currency\": \"EUR\"}").rule == "s")
        #expect(try rule("{\"value\": 10001, \"currency\": \"EUR\"}").rule == nil)
        #expect(try rule("{\"value\": 20000, \"currency\": \"USD\"}").rule == "s")
        #expect(try rule("{\"value\": 1, \"currency\": \"CHF\"}").rule == nil)
        #expect(try rule("null").rule == nil)
        #expect(
            try rule("{\"value\": 9000, \"currency\": \"EUR\"}").reasons == [
                "skipped amount of customer since approval <= 100 EUR (90.00 EUR)"
            ]
        )
    }

    @Test(arguments: ["customer", "ip", "device", "prefix"])
    func countersOfWhatIsNotNamedAreMissing(_ subject: String) throws {
        let counter = "skips of \(subject) in 1 hour"
        let few = try policy("skip \"few\" if \(counter) < 5")
        let none = try policy("block \"none\" if \(counter) is missing")
        #expect(try decide(few, "{}", phone: nil).rule == nil)
        #expect(try decide(none, "{}", phone: nil).rule == "none")
        let signals = ["ip", "device"].map { JSONMember($0, .string("x")) }
        #expect(try decide(few, "{}", customer: "c", signals: signals).rule == "few")
        #expect(try decide(none, "{}", customer: "c", signals: signals).rule == nil)
    }

    @Test(arguments: [
        ("{\"sends of recipient in 2 hours\": 3}", "did you mean 'sends of recipient in 1 hour'?"),
        ("{\"snds of recipient in 1 hour\": 3}", "did you mean 'sends'?"),
        ("{\"sends of recipient in 1 hour\": -3}", "write what it stands at"),
        ("{\"sends of recipient in 1 hour\": \"3\"}", "write what it stands at"),
        ("[]", "counters are an object"),
    ])
    func whatADocumentSaysWronglyIsRefused(_ document: String, _ advice: String) throws {
        let policy = try policy("block \"r\" if sends of recipient in 1 hour > 3")
        let read = policy.counterValues(in: try JSONReader.read(Array(document.utf8)))
        #expect(read.faults.count == 1)
        #expect(read.faults.first?.advice.contains(advice) == true, "\(read.faults)")
    }

    @Test func explanationsTellEveryCounter() throws {
        let policy = try policy(
            "block \"r\" if sends of recipient in 1 hour > 3 and not denials of customer in 1 day > 1"
        )
        var facts = try payment(customer: "c")
        facts.counters = [
            Counter(.sends, of: .recipient, .seconds(3_600)): .number(9),
            Counter(.denials, of: .customer, .seconds(86_400)): .number(1),
        ]
        #expect(
            policy.explain(facts)[0].parts.map(\.words) == [
                "sends of recipient in 1 hour > 3 (9)", "denials of customer in 1 day > 1 (1)",
            ]
        )
        #expect(
            policy.decide(facts).reasons == [
                "sends of recipient in 1 hour > 3 (9)",
                "not (denials of customer in 1 day > 1) (1)",
            ]
        )
    }
}
