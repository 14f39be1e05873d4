import CountersignCore
import Testing

@testable import CountersignPolicy

/// Working a policy out in two steps changes no decision.
@Suite struct ForesightTests {
    private static let text = """
        policy "P"
        currency EUR
        signal device_known is yes or no
        block "a" if confirmations of recipient in 10 minutes >= 3 and amount > 10 EUR
        skip "b" if skips of customer in 1 hour is missing and device_known
        confirm "c" if not (sends to prefix in 1 hour > 2) or device_known is missing
        block "d" if approvals to prefix in 1 hour < 50 % of sends to prefix in 1 hour
        shadow block "e" if sends to prefix in 1 hour > 0
        skip "f" if amount <= 5 EUR
        block "g" if confirmations of recipient in 10 minutes is not missing and amount > 90 EUR
        otherwise confirm
        """

    @Test func bothStepsDecideAsOne() throws {
        let read = Policy.parse(ForesightTests.text, file: "p")
        let policy = try #require(read.policy, "\(read.findings.map(\.rendered))")
        let foresight = Foresight(policy)
        let euro = try #require(Currency("EUR"))
        let known: [[JSONMember]] = [
            [], [JSONMember("device_known", .bool(true))],
            [JSONMember("device_known", .bool(false))],
        ]
        var rules: Set<String> = []
        for cents: Int64 in [400, 2_000, 10_000] {
            for signals in known {
                for customer in [nil, "kim"] {
                    for step in 0..<81 {
                        var facts = PaymentFacts(
                            amount: Amount(minorUnits: cents, currency: euro),
                            purpose: .payment,
                            payee: "Acme",
                            reference: "1",
                            recipient: Recipient(
                                phone: try PhoneNumber("+4915112345678"),
                                email: nil,
                                locale: nil,
                                customer: customer
                            ),
                            signals: signals,
                            time: CivilTime(Instant(seconds: 1_790_000_000))
                        )
                        var rest = step
                        for counter in policy.counters {
                            facts.counters[counter] = .number(Int128(rest % 3) * 2)
                            rest /= 3
                        }
                        let verdict = policy.decide(facts)
                        let ruling = foresight.ruling(on: foresight.outlook(on: facts)) {
                            facts.value(of: .counter($0), policy.rates)
                        }
                        #expect(policy.name(ofRule: ruling.rule) == verdict.rule ?? "otherwise")
                        #expect(ruling.outcome == verdict.action.outcome)
                        rules.insert(policy.name(ofRule: ruling.rule))
                    }
                }
            }
        }
        #expect(rules.isSuperset(of: ["a", "b", "c", "d", "f"]), "\(rules)")
    }
}
