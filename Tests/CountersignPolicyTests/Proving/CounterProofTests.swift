import CountersignCore
import CountersignPolicy
import Testing

/// What is proved of rules with counters, and what is told where it is not.
@Suite struct CounterProofTests {
    private func check(_ body: String) -> PolicyCheck {
        Policy.check(
            "policy \"A\"\ncurrency EUR\nrate 1 USD = 0.5 EUR\n\(body)\n",
            file: "p"
        )
    }

    @Test func aBrokenPromiseShowsWhatTheCountersStandAt() throws {
        let check = check(
            """
            skip "few" if skips of customer since approval <= 5
            otherwise confirm
            never skip if skips of customer since approval >= 5
            """
        )
        let example = try #require(check.counterexamples.first)
        #expect(example.words.contains("skips of customer since approval = 5"))
        #expect(check.findings.first?.message.contains("since approval = 5") == true)
        let json = try JSONReader.read(Array(example.json.utf8))
        #expect(json["counters"]?["skips of customer since approval"]?.integer == 5)
        #expect(json["recipient"]?["customer"]?.string != nil)
        let policy = try #require(check.readable)
        let counters = try #require(json["counters"])
        var facts = example.payment
        facts.counters = policy.counterValues(in: counters).values
        #expect(policy.decide(facts).rule == "few")
    }

    @Test func sumsOfCounterexamplesAreMoney() throws {
        let check = check(
            """
            skip "few" if skipped amount of customer in 1 day <= 100 EUR
            otherwise confirm
            never skip if skipped amount of customer in 1 day > 99.99 EUR
            """
        )
        let example = try #require(check.counterexamples.first)
        let json = try JSONReader.read(Array(example.json.utf8))
        let sum = try #require(json["counters"]?["skipped amount of customer in 1 day"])
        #expect(sum["value"]?.integer == 10_000)
        #expect(sum["currency"]?.string == "EUR")
    }

    @Test(arguments: [
        // Nested windows.
        "block \"x\" if sends of ip in 10 minutes > 5 and sends of ip in 1 hour < 5",
        // A sum needs a payment.
        "block \"x\" if skipped amount of ip in 1 hour > 1 EUR and skips of ip in 1 hour < 1",
        "block \"x\" if skipped amount of ip in 1 hour > 1 EUR and skips of ip in 2 hours is 0",
        // Nobody to count by.
        "block \"x\" if customer is missing and skips of customer in 1 hour < 9",
        "block \"x\" if recipient country is missing and sends to prefix in 1 hour >= 0",
        // One counter against itself.
        "block \"x\" if sends of ip in 1 hour > 5 and sends of ip in 1 hour < 6",
        "block \"x\" if sends of ip in 1 hour > 100 % of sends of ip in 1 hour",
    ])
    func contradictionIsFound(_ rule: String) {
        let check = check("\(rule)\notherwise confirm")
        #expect(
            check.findings.contains { $0.message.hasPrefix("this rule never fires: no payment") },
            "\(check.findings.map(\.rendered))"
        )
    }

    @Test(arguments: [
        "sends of ip in 10 minutes > 5 and sends of ip in 1 hour < 7",
        "skips of customer since approval > 5 and skips of customer in 1 hour < 1",
        "skips of customer in 1 hour > 5 and skips of customer since approval < 1",
        "approvals of ip in 1 hour > 5 and confirmations of ip in 1 hour < 1",
        "sends of ip in 1 hour < 1 and confirmations of ip in 1 hour > 1",
        "skips of ip in 1 hour > 3 and skipped amount of ip in 1 hour < 0.01 EUR",
        "confirmations of recipient in 1 hour is 0 and sends to prefix in 1 hour > 3",
    ])
    func nothingIsImpliedThatNeedNotHold(_ condition: String) {
        let check = check("block \"x\" if \(condition)\notherwise confirm")
        #expect(check.findings.isEmpty, "\(check.findings.map(\.rendered))")
    }

    @Test func aHiddenRuleIsFound() {
        let check = check(
            """
            block "few" if sends of ip in 1 hour > 5
            block "more" if sends of ip in 10 minutes > 5
            otherwise confirm
            """
        )
        #expect(check.findings.count == 1)
        let message = check.findings.first?.message ?? ""
        #expect(message.contains("'few' on line 4 takes every payment"))
    }

    @Test func whatIsBeyondTheProverDoesNotLoadSilently() {
        let rules = """
            block "a" if approvals to prefix in 1 hour < 7 % of sends to prefix in 1 hour
            skip "b" if approvals to prefix in 1 hour >= 11 % of sends to prefix in 1 hour
                and denials to prefix in 1 hour > 13 % of approvals to prefix in 1 hour
            otherwise confirm
            """
        let beyond = check(
            rules
                + "\nnever skip if approvals to prefix in 1 hour < 11 % of sends to prefix in 1 hour"
        )
        #expect(beyond.policy == nil)
        #expect(beyond.findings.first?.message.contains("beyond the prover") == true)
        // Promises about other things are proved all the same.
        #expect(check(rules + "\nnever block if amount > 5 EUR").counterexamples.count == 1)
        let apart = check(
            """
            block "a" if amount > 5 EUR
                and approvals to prefix in 1 hour < 7 % of sends to prefix in 1 hour
                and approvals to prefix in 1 hour < 3 % of sends to prefix in 2 hours
            otherwise confirm
            never block if amount <= 5 EUR
            """
        )
        #expect(apart.findings.isEmpty, "\(apart.findings.map(\.rendered))")
    }

    @Test func shareOfOneCounterIsProvedBothWays() {
        let sound = check(
            """
            block "p" if sends to prefix in 1 hour > 50
                and approvals to prefix in 1 hour < 5 % of sends to prefix in 1 hour
            otherwise confirm
            never block if approvals to prefix in 1 hour >= 5 % of sends to prefix in 1 hour
            never block if sends to prefix in 1 hour <= 50
            """
        )
        #expect(sound.findings.isEmpty, "\(sound.findings.map(\.rendered))")
        let broken = check(
            """
            block "p" if sends to prefix in 1 hour > 50
                and approvals to prefix in 1 hour < 5 % of sends to prefix in 1 hour
            otherwise confirm
            never block if approvals to prefix in 1 hour >= 40
            """
        )
        #expect(broken.counterexamples.count == 1, "\(broken.findings.map(\.rendered))")
    }
}
