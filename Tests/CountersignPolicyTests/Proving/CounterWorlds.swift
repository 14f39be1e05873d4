import CountersignCore
import CountersignPolicy

extension PaymentWorld {
    /// Windows within windows, sums beside numbers, and payers without a customer's name.
    static let customers = PaymentWorld(
        testDescription: "counters of customers",
        salt: 5,
        declarations: "",
        comparisons: [
            "confirmations of customer in 10 minutes >= 3",
            "confirmations of customer in 1 hour < 2", "confirmations of customer in 1 hour >= 5",
            "confirmations of customer in 10 minutes is 0",
            "confirmations of customer in 1 hour is missing",
            "skipped amount of customer in 1 hour > 0.02 EUR",
            "skipped amount of customer in 1 hour <= 0.04 EUR",
            "skipped amount of customer in 1 hour is missing", "skips of customer in 2 hours < 1",
            "customer is missing", "customer is \"anna\"",
            "denials of recipient in 1 day between 1 and 2", "denials of recipient in 1 day is 3",
            "denials of recipient since approval > 1",
        ],
        payments: {
            let cent = try units("0.01 EUR")
            var payments: [PaymentFacts] = []
            // On both sides of every boundary, and each beside each other.
            let windows = [
                (0, 0), (0, 2), (0, 5), (1, 1), (1, 2), (1, 5), (3, 3), (3, 5),
            ]
            let skips: [(Int, PolicyValue)] = [
                (0, .number(0)), (1, .number(0)), (1, .number(cent * 2)), (2, .number(cent * 3)),
                (2, .number(cent * 4)), (2, .number(cent * 5)), (1, .missing),
            ]
            for (inner, outer) in windows {
                for (skips, sum) in skips {
                    for (denials, since) in [(0, 0), (0, 2), (1, 1), (2, 2), (3, 0), (3, 2)] {
                        for customer in [nil, "anna", "other"] {
                            var facts = try payment(customer: customer)
                            facts.counters = [
                                counter("confirmations of customer in 10 minutes"): number(inner),
                                counter("confirmations of customer in 1 hour"): number(outer),
                                counter("skips of customer in 2 hours"): number(skips),
                                counter("skipped amount of customer in 1 hour"): sum,
                                counter("denials of recipient in 1 day"): number(denials),
                                counter("denials of recipient since approval"): number(since),
                            ]
                            payments.append(facts)
                        }
                    }
                }
            }
            return payments
        }
    )

    /// A counter beside a part of another, and payers without a phone.
    static let prefixes = PaymentWorld(
        testDescription: "counters of prefixes",
        salt: 6,
        declarations: "",
        comparisons: [
            "approvals to prefix in 1 hour < 30 % of sends to prefix in 1 hour",
            "approvals to prefix in 1 hour >= 30 % of sends to prefix in 1 hour",
            "sends to prefix in 1 hour > 3", "sends to prefix in 1 hour <= 9",
            "approvals to prefix in 1 hour >= 2", "approvals to prefix in 1 hour is 0",
            "sends to prefix in 1 hour is missing", "recipient country is DE",
            "recipient country is missing", "sends of ip in 1 hour > 1",
            "sends of ip in 1 hour is missing",
        ],
        payments: {
            var payments: [PaymentFacts] = []
            for sends in [0, 1, 3, 4, 6, 7, 9, 10, 14] {
                for approvals in 0...5 {
                    for phone in ["+4915112345678", "+33612345678", nil] {
                        for ip in [nil, 1, 2] {
                            var facts = try payment(
                                phone: phone,
                                email: "kim@example.com",
                                signals: ip == nil ? [] : [JSONMember("ip", .string("192.0.2.1"))]
                            )
                            facts.counters = [
                                counter("sends to prefix in 1 hour"): number(sends),
                                counter("approvals to prefix in 1 hour"): number(approvals),
                                counter("sends of ip in 1 hour"): number(ip ?? 0),
                            ]
                            payments.append(facts)
                        }
                    }
                }
            }
            return payments
        }
    )

    private static func number(_ value: Int) -> PolicyValue { .number(Int128(value)) }

    private static func counter(_ words: String) -> Counter {
        guard let counter = Counter.read(words).counter else {
            preconditionFailure("These are counters: \(words)")
        }
        return counter
    }

    private static func units(_ amount: String) throws -> Int128 {
        guard let euro = Currency("EUR"),
            let units = Rates(euro).units(of: try Amount(parsing: amount))
        else { preconditionFailure("The euro has a worth.") }
        return units
    }
}
