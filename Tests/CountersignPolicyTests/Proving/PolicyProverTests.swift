import CountersignCore
import CountersignPolicy
import Foundation
import Testing

/// What the whole of a policy is told about itself.
@Suite struct PolicyProverTests {
    private static let head = "policy \"A\"\ncurrency EUR\nsignal known is yes or no\n"

    private func findings(_ body: String) -> [String] {
        Policy.parse(PolicyProverTests.head + body, file: "p").findings
            .map { "\($0.line):\($0.column): \($0.message)" }
    }

    @Test(arguments: [
        (
            "block \"large\" if amount > 20 EUR\nskip \"it\" if amount > 30 EUR and known",
            "5:6: this rule never fires: 'large' on line 4 takes every payment that it fits"
        ),
        (
            "skip \"it\" if amount < 10 EUR and amount > 20 EUR",
            "4:6: this rule never fires: no payment is at once "
                + "'amount < 10 EUR and amount > 20 EUR'"
        ),
        (
            "skip \"it\" if known and amount is missing and purpose is payment and currency is EUR",
            "4:6: this rule never fires: no payment is at once 'known and amount is missing and "
                + "purpose is payment and currency is EUR'"
        ),
        (
            "block \"a\" if amount > 20 EUR\nblock \"b\" if amount <= 20 EUR\n"
                + "skip \"it\" if amount is not 5 EUR",
            "6:6: this rule never fires: the rules above it together take every payment that it fits"
        ),
        (
            "block \"a\" if hour > 20\nskip \"it\" if hour>20",
            "5:6: 'a' on line 4 has the same condition; keep one of them"
        ),
        (
            "skip \"it\" if amount > 10 EUR and amount < 10.01 EUR",
            "4:6: this rule never fires: no payment is at once "
                + "'amount > 10 EUR and amount < 10.01 EUR'"
        ),
    ])
    func ruleThatNeverFiresIsNamedWithItsReason(_ body: String, _ finding: String) {
        #expect(findings(body + "\notherwise confirm\n") == [finding])
    }

    @Test(arguments: [
        // Not opposites where something may be missing.
        "block \"a\" if known\nskip \"b\" if not known\nblock \"c\" if known is missing",
        // A login has no amount.
        "block \"a\" if amount > 20 EUR\nblock \"b\" if amount <= 20 EUR\nskip \"c\" if amount is missing",
        // A shadow rule hides nothing.
        "shadow block \"a\" if hour > 20\nskip \"b\" if hour > 20",
        "skip \"a\" if amount > 10 EUR and amount < 10.02 EUR",
        "block \"a\" if hour between 0 and 22\nskip \"b\" if hour > 3",
    ])
    func ruleThatCanFireIsLeftAlone(_ body: String) {
        #expect(findings(body + "\notherwise confirm\n") == [])
    }

    @Test func promiseThatHoldsIsKept() throws {
        let policy = try policy(
            PolicyProverTests.head
                + "skip \"low\" if amount <= 30 EUR and known\notherwise confirm\n"
                + "never skip if amount > 30 EUR\nnever block if hour > 1\n"
        )
        #expect(
            policy.nevers.map(\.words) == [
                "never skip if amount > 30 EUR", "never block if hour > 1",
            ]
        )
    }

    @Test func brokenPromiseShowsAPayment() throws {
        let text =
            PolicyProverTests.head
                + """
                never skip if amount > 30 EUR and recipient country is FR
                skip "low" if amount <= 30.01 EUR and hour > 20 and known
                otherwise confirm
                """
        let check = Policy.check(text, file: "p")
        #expect(check.policy == nil)
        let finding = try #require(check.findings.first)
        #expect(check.findings.count == 1)
        #expect((finding.line, finding.column, finding.length) == (4, 1, 57))
        let example = try #require(check.counterexamples.first)
        #expect(
            finding.message
                == "rule 'low' on line 5 can break this: it would skip this payment: \(example.words)"
        )
        #expect(example.payment.amount?.plain == "30.01 EUR")
        #expect(example.payment.recipient.phone?.country == "FR")
        #expect(example.payment.time.hour == 21)
        #expect(example.rule == "low")
        #expect(example.words.contains("a payment of 30.01 EUR"))
        #expect(example.json.hasPrefix(#"{"amount":{"value":3001,"currency":"EUR"},"#))
        #expect(example.json.contains(#""signals":{"known":true}"#))
        let phone = try #require(example.payment.recipient.phone).withDigits { $0 }
        #expect(example.json.contains(phone) && !finding.message.contains(phone))
        let verdict = try #require(check.readable).decide(example.payment)
        #expect(verdict.rule == "low" && verdict.action.outcome == .skip)
    }

    @Test func otherwiseCanBreakAPromiseToo() {
        #expect(
            findings("otherwise skip\nnever skip if amount > 30 EUR") == [
                "5:1: 'otherwise' can break this: it would skip this payment: "
                    + "a payment of 30.01 EUR"
            ]
        )
    }

    @Test func whatIsBeyondTheProverIsSaidAndNotLoaded() throws {
        let names = (0..<24).map { "s\($0)" }
        let signals = names.map { "signal \($0) is number\n" }.joined()
        let different = names.indices.dropFirst().flatMap { place in
            (0..<place).map { "\(names[place]) is not \(names[$0])" }
        }
        let text =
            "policy \"A\"\n" + signals
            + "skip \"x\" if \(different.joined(separator: " and ")) and s23 < s0 and s0 < s23\n"
            + "otherwise confirm\nnever skip if s1 is 5\n"
        let findings = Policy.parse(text, file: "p").findings
        #expect(findings.count == 1)
        #expect(findings.first?.message.hasPrefix("this is beyond the prover") == true)
    }

    @Test func examplesOfTheReadmeAndTheShippedPolicyAreClean() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let shipped = try String(
            contentsOf: root.appending(path: "Policies/default.policy"),
            encoding: .utf8
        )
        #expect(try !policy(shipped).name.isEmpty)
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("    policy \"") })
        let example = lines[start...].prefix { $0.isEmpty || $0.hasPrefix("    ") }
        let listed = ["lists/stolen-numbers.txt": "+4915112345678\nkim@example.com\n"]
        let read = try policy(example.joined(separator: "\n"), lists: listed)
        #expect(read.rules.count > 3 && !read.nevers.isEmpty)
    }

    @Test func manyRulesAreReadWithoutLookingAtEach() throws {
        let rules = (0..<2_000).map { "block \"r\($0)\" if amount is \($0 + 1) EUR and hour > 3" }
        let text = PolicyProverTests.head + rules.joined(separator: "\n") + "\notherwise skip\n"
        #expect(try policy(text).rules.count == 2_000)
    }
}
