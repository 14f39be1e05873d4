import CountersignCore
import CountersignPolicy
import Testing

/// Counters in a policy's text: what is read, and what is refused where.
@Suite struct CounterReadingTests {
    private func policy(if condition: String) throws -> Policy {
        try CountersignPolicyTests.policy(
            """
            policy "A"
            currency EUR
            rate 1 USD = 0.92 EUR
            block "r" if \(condition)
            otherwise confirm
            """
        )
    }

    @Test(arguments: [
        (
            "confirmations of recipient in 10 minutes >= 5",
            "confirmations of recipient in 10 minutes"
        ),
        ("sends to prefix in 1 hour > 50", "sends to prefix in 1 hour"),
        ("sends of prefix in 60 minutes > 50", "sends to prefix in 1 hour"),
        ("approvals of merchant in 1 day < 3", "approvals of merchant in 1 day"),
        ("denials of customer in 30 days is 0", "denials of customer in 30 days"),
        ("failures of ip in 90 seconds between 3 and 9", "failures of ip in 90 seconds"),
        ("skips of device since approval < 5", "skips of device since approval"),
        ("skips of customer since approval is missing", "skips of customer since approval"),
        (
            "skipped amount of customer since approval <= 100 EUR",
            "skipped amount of customer since approval"
        ),
        ("confirmed amount of ip in 1 week > 90 USD", "confirmed amount of ip in 7 days"),
        ("denied amount to recipient in 1 day > 1 EUR", "denied amount of recipient in 1 day"),
    ])
    func counterIsReadInCanonicalWords(_ condition: String, _ words: String) throws {
        let policy = try policy(if: condition)
        #expect(policy.counters.map(\.words) == [words])
        let again = try #require(Counter.read(words).counter)
        #expect(policy.counters == [again])
        guard case .test(let test) = policy.rules[0].condition else {
            Issue.record("one comparison is one test")
            return
        }
        #expect(test.words == condition)
    }

    @Test func percentageIsOfAnotherCounter() throws {
        let policy = try policy(
            if: "approvals to prefix in 1 hour < 2.5 % of sends to prefix in 1 hour"
        )
        #expect(policy.counters.count == 2)
        let same = try self.policy(
            if: "approvals to prefix in 1 hour <= approvals to prefix in 2 hours"
        )
        #expect(same.counters.count == 2)
    }

    private static let settingsAndCounters: [(condition: String, place: Int, message: String)] = [
        ("confirmation of recipient in 1 hour > 1", 14, "did you mean 'confirmations'?"),
        ("sends of recipent in 1 hour > 1", 23, "did you mean 'recipient'?"),
        ("sends recipient in 1 hour > 1", 20, "'of recipient'"),
        ("sends of recipient > 1", 33, "how far back belongs here"),
        ("sends of prefix since approval > 1", 30, "is about one payer"),
        ("sends of prefix in 25 hours > 1", 33, "from 1 second to 1 day"),
        ("sends of recipient in 31 days > 1", 36, "from 1 second to 30 days"),
        ("sends of recipient in 0 days > 1", 36, "from 1 second to 30 days"),
        ("sends of recipient in 10 > 1", 39, "a unit such as minutes"),
        ("sends of recipient in 1 hour > 1 EUR", 47, "nothing belongs here"),
        ("skipped of customer in 1 hour > 1 EUR", 22, "'amount' belongs here"),
        ("skipped amount of customer in 1 hour > 5", 54, "the amount's currency belongs here"),
        ("skipped amount of customer in 1 hour > 5 CHF", 55, "there is no rate for CHF"),
        ("sends to prefix in 1 hour < 5 % of 10", 49, "a percentage is of another counter"),
        ("sends to prefix in 1 hour < 1001 % of sends to prefix in 1 day", 42, "from 0 to 1000"),
        (
            "sends to prefix in 1 hour < skipped amount of prefix in 1 hour", 42,
            "compare things of one kind"
        ),
        ("amount > approved amount of customer in 1 day", 23, "begin with the counter"),
        ("approvals of customer since approval < 2", 42, "nothing was approved since"),
        ("sends in list_of_mine", 20, "'of recipient'"),
    ]

    @Test(arguments: settingsAndCounters.indices)
    func wrongCounterIsRefusedAtItsPlace(_ number: Int) throws {
        let row = CounterReadingTests.settingsAndCounters[number]
        let (policy, findings) = Policy.parse(
            "policy \"A\"\ncurrency EUR\nblock \"r\" if \(row.condition)\notherwise confirm\n",
            file: "p"
        )
        #expect(policy == nil)
        #expect(findings.count == 1, "\(findings.map(\.rendered))")
        let finding = try #require(findings.first)
        #expect(finding.message.contains(row.message), "\(finding.rendered)")
        #expect(finding.line == 3)
        #expect(finding.column == row.place, "\(finding.rendered)")
    }

    @Test func signalsThatCountersGroupByAreTexts() throws {
        let (policy, findings) = Policy.parse(
            "policy \"A\"\nsignal ip is number\notherwise confirm\n",
            file: "p"
        )
        #expect(policy == nil)
        #expect(findings.first?.message.contains("'ip' is a text") == true)
        let signal = try CountersignPolicyTests.policy(
            "policy \"A\"\nsignal ip is text\nblock \"r\" if ip is \"203.0.113.9\"\notherwise confirm\n"
        )
        #expect(signal.signals.map(\.name) == ["ip"])
    }

    @Test func sameMessageAndHedgeAreSettings() throws {
        let policy = try CountersignPolicyTests.policy(
            """
            policy "A"
            defaults
                same message
            confirm "slow" if hour > 3 with hedge, attempts 2
            otherwise confirm
            """
        )
        #expect(policy.settings.sameMessage)
        #expect(!policy.settings.hedge)
        #expect(policy.rules[0].action.settings.hedge)
        #expect(policy.rules[0].action.settings.sameMessage)
    }
}
