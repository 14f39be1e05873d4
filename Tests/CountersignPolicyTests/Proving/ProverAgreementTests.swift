import CountersignCore
import CountersignPolicy
import Testing

/// What is proved of small random policies is what trying every payment shows.
@Suite struct ProverAgreementTests {
    @Test(arguments: PaymentWorld.all, UInt64(1)...10)
    func proofsAgreeWithTryingEveryPayment(_ world: PaymentWorld, _ seed: UInt64) throws {
        var chance = Chance(state: seed &* 977 &+ world.salt)
        let rules = (0..<(2 + chance.below(3))).map { place in
            let action = ["block", "skip", "confirm", "shadow block"][chance.below(4)]
            return "\(action) \"r\(place)\" if \(world.condition(&chance))"
        }
        let outcome = ["block", "skip", "confirm"][chance.below(3)]
        let promise = world.condition(&chance)
        let body = rules.joined(separator: "\n") + "\notherwise confirm\n"
        let text = world.head + body + "never \(outcome) if \(promise)\n"
        let check = Policy.check(text, file: "p") { world.lists[$0] }
        let read = try #require(check.readable, "\(check.findings.map(\.rendered))\n\(text)")
        // A shadow rule on top shows where the promise's condition is true.
        let probing = try #require(
            Policy.check(
                world.head + "shadow block \"probe\" if \(promise)\n" + body,
                file: "p"
            ) { world.lists[$0] }.readable
        )
        var fired: Set<String> = []
        var isBroken = false
        for payment in try world.payments() {
            for step in read.explain(payment) where step.fits == true { fired.insert(step.rule) }
            let verdict = probing.decide(payment)
            if verdict.action.outcome.rawValue == outcome,
                verdict.shadows.first?.rule == "probe"
            {
                isBroken = true
            }
        }
        for rule in read.rules {
            let finding = check.findings.first { $0.text.contains("\"\(rule.name)\"") }
            if let finding, finding.message.contains("same condition"), rule.isShadow { continue }
            #expect(fired.contains(rule.name) == (finding == nil), "\(rule.name) of\n\(text)")
        }
        #expect(
            check.findings.contains { $0.text.hasPrefix("never") } == isBroken,
            "\(text)\(check.findings.map(\.rendered))"
        )
        #expect(check.counterexamples.count == (isBroken ? 1 : 0))
        for example in check.counterexamples {
            let verdict = probing.decide(example.payment)
            #expect(verdict.action.outcome.rawValue == outcome, "\(text)\(example.words)")
            #expect(verdict.shadows.first?.rule == "probe", "\(text)\(example.words)")
            #expect(verdict.rule == example.rule)
        }
    }
}

/// A few facts, comparisons of them, and every payment that could matter to these.
struct PaymentWorld: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let salt: UInt64
    let declarations: String
    let comparisons: [String]
    var lists: [String: String] = [:]
    let payments: @Sendable () throws -> [PaymentFacts]

    var head: String { "policy \"A\"\ncurrency EUR\nrate 1 USD = 0.5 EUR\n" + declarations }

    /// A random condition of some comparisons.
    func condition(_ chance: inout Chance, depth: Int = 0) -> String {
        let kind = depth > 1 ? 0 : chance.below(6)
        switch kind {
        case 0...2: return comparisons[chance.below(comparisons.count)]
        case 3: return "not (\(condition(&chance, depth: depth + 1)))"
        default:
            let parts = (0..<2).map { _ in "(\(condition(&chance, depth: depth + 1)))" }
            return parts.joined(separator: kind == 4 ? " and " : " or ")
        }
    }

    static let all = [money, numbers, countries, texts, customers, prefixes]

    private static let money = PaymentWorld(
        testDescription: "money and time",
        salt: 1,
        declarations: "",
        comparisons: [
            "amount < 0.03 EUR", "amount <= 0.01 EUR", "amount > 0.02 EUR", "amount >= 0.05 EUR",
            "amount between 0.01 EUR and 0.02 EUR", "amount is 0.03 EUR", "amount is missing",
            "amount > 0.03 USD", "currency is USD", "currency in (EUR, CHF)", "purpose is login",
            "purpose in (payment, refund)", "currency is missing", "hour > 21", "hour is 0",
            "hour between 1 and 20",
        ],
        payments: {
            var payments: [PaymentFacts] = []
            for hour in ["00", "01", "12", "20", "21", "22"] {
                let moment = "2026-01-01T\(hour):00:00Z"
                for purpose in Purpose.allCases {
                    guard purpose.hasAmount else {
                        payments.append(try payment(nil, purpose: purpose, at: moment))
                        continue
                    }
                    for code in ["EUR", "USD", "CHF", "GBP"] {
                        for cents in 0..<9 where cents == 0 || code == "EUR" || code == "USD" {
                            payments.append(
                                try payment("0.0\(cents) \(code)", purpose: purpose, at: moment)
                            )
                        }
                    }
                }
            }
            return payments
        }
    )

    private static let numbers = PaymentWorld(
        testDescription: "numbers that are compared with each other",
        salt: 2,
        declarations: """
            signal a is number
            signal b is number
            signal known is yes or no

            """,
        comparisons: [
            "a < b", "a > b", "a is b", "a is not b", "a >= 3", "a < 1", "b between 2 and 4",
            "b is 3", "a is missing", "b in (1, 2)", "known", "known is no", "known is missing",
        ],
        payments: {
            let numbers = [nil] + (-2...7).map { JSONValue.integer($0) }
            var payments: [PaymentFacts] = []
            for a in numbers {
                for b in numbers {
                    for known in [nil, JSONValue.bool(true), .bool(false)] {
                        let signals = [("a", a), ("b", b), ("known", known)]
                        payments.append(
                            try payment(
                                signals: signals.compactMap { name, value in
                                    value.map { JSONMember(name, $0) }
                                }
                            )
                        )
                    }
                }
            }
            return payments
        }
    )

    private static let countries = PaymentWorld(
        testDescription: "countries and prefixes",
        salt: 3,
        declarations: """
            signal x is country
            signal y is country
            list stolen from "stolen.txt"

            """,
        comparisons: [
            "x is y", "x is not recipient country", "recipient country is y", "x is DE",
            "recipient country in (DE, FR)", "y in (FR, VA)", "x is missing",
            "recipient country is missing", "recipient prefix is +491511",
            "recipient prefix is +390669", "recipient in stolen", "recipient country is VA",
            "recipient prefix is not +491511",
        ],
        lists: ["stolen.txt": "+4915112345678\n+33612345678\nkim@example.com\n"],
        payments: {
            let places = [nil, "DE", "FR", "VA", "AT", "ES", "IT", "PL"].map {
                $0.map { JSONValue.string($0) }
            }
            let phones = [
                "+4915112345678", "+4915112345679", "+4917112345678", "+33612345678",
                "+33612345679", "+390669812345", "+390669112345", "+390612345678",
                "+436601234567", "+34612345678", "+48601234567", "+4930901820",
            ]
            var payers: [(phone: String?, email: String?)] = phones.map { ($0, nil) }
            payers += [("+34612345678", "kim@example.com"), ("+4930901820", "kim@example.com")]
            payers += [(nil, "kim@example.com"), (nil, "lee@example.com")]
            payers += phones.map { ($0, "kim@example.com") }
            return try places.flatMap { x in
                try places.flatMap { y in
                    try payers.map { payer in
                        try payment(
                            phone: payer.phone,
                            email: payer.email,
                            signals: [("x", x), ("y", y)].compactMap { name, value in
                                value.map { JSONMember(name, $0) }
                            }
                        )
                    }
                }
            }
        }
    )

    private static let texts = PaymentWorld(
        testDescription: "texts, lists and channels",
        salt: 4,
        declarations: """
            signal tier is text
            signal house is text
            list gold from "gold.txt"

            """,
        comparisons: [
            "tier is house", "customer is tier", "house is \"acme\"", "tier in gold",
            "customer in gold", "recipient in gold", "customer is missing", "tier is \"silver\"",
            "customer is not \"acme\"", "channel is sms", "channel in (rcs, whatsapp)",
            "channel is missing",
        ],
        lists: ["gold.txt": "anna\nbert\ncara\ndora\n"],
        payments: {
            let names = [nil, "acme", "silver", "anna", "bert", "one", "two"]
            let channels: [[Channel]?] = [nil, [.sms], [.rcs], [.sms, .rcs], [.email]]
            var payments: [PaymentFacts] = []
            for tier in names {
                for house in names {
                    for customer in names {
                        let signals = [("tier", tier), ("house", house)].compactMap { name, value in
                            value.map { JSONMember(name, .string($0)) }
                        }
                        for channels in channels {
                            payments.append(
                                try payment(
                                    customer: customer,
                                    channels: channels,
                                    signals: signals
                                )
                            )
                        }
                    }
                }
            }
            return payments
        }
    )
}
