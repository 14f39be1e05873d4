import CountersignCore
import CountersignPolicy
import Testing

/// What a policy decides on a payment.
@Suite struct DecidingTests {
    static let head = """
        policy "Test"
        currency EUR
        rate 1 USD = 0.92 EUR
        rate 1 JPY = 0.0061 EUR
        signal device_known is yes or no
        signal account_age is days
        signal ip_country is country
        signal visits is number
        signal tier is text
        list stolen from "stolen.txt"

        """
    static let lists = ["stolen.txt": "# reported\n+4915112345678  # Kim's\ncustomer-9\n\n"]

    private func rule(of condition: String, _ payment: PaymentFacts) throws -> String? {
        let text = DecidingTests.head + "block \"it\" if \(condition)\notherwise skip\n"
        return try policy(text, lists: DecidingTests.lists).decide(payment).rule
    }

    private static let signals: [JSONMember] = [
        JSONMember("device_known", .bool(false)), JSONMember("account_age", .integer(6)),
        JSONMember("ip_country", .string("FR")), JSONMember("tier", .string("gold")),
    ]

    @Test(arguments: [
        "amount > 49.98 EUR", "amount >= 49.99 EUR", "amount < 50 EUR", "amount <= 49.99 EUR",
        "amount = 49.99 EUR", "amount is 49.99 EUR", "amount is not 50 EUR",
        "amount between 49.99 EUR and 49.99 EUR", "amount < 54.34 USD", "amount > 54.33 USD",
        "amount < 8196 JPY", "currency is EUR", "currency in (USD, EUR)", "purpose is payment",
        "payee is \"Acme Shoes\"", "reference is not \"order-1\"", "recipient country is DE",
        "recipient country in (FR, DE)", "recipient prefix is +491511", "recipient in stolen",
        "recipient is +4915112345678", "hour between 12 and 12", "weekday is thursday",
        "weekday not in (saturday, sunday)", "not device_known", "device_known is no",
        "account_age < 7 days", "account_age < 1 week", "account_age >= 144 hours",
        "ip_country is not recipient country", "visits is missing", "tier is \"gold\"",
        "tier is not missing", "channel is sms", "channel in (rcs, whatsapp)",
        "hour > 20 or amount > 1 EUR", "not (hour > 20 or hour < 10)",
        "visits > 5 or hour = 12", "(hour = 1 or hour = 12) and weekday is thursday",
    ])
    func conditionIsTrue(_ condition: String) throws {
        let payment = try payment(channels: [.sms, .rcs], signals: DecidingTests.signals)
        #expect(try rule(of: condition, payment) == "it")
    }

    @Test(arguments: [
        "amount > 49.99 EUR", "amount between 50 EUR and 60 EUR", "amount > 54.34 USD",
        "device_known", "device_known is yes", "currency != EUR", "purpose is login",
        "recipient not in stolen", "ip_country is recipient country", "hour > 12",
        "channel is whatsapp", "hour = 1 or hour = 2", "hour = 12 and weekday is friday",
        "account_age is missing", "payee is \"acme shoes\"",
    ])
    func conditionIsFalse(_ condition: String) throws {
        let payment = try payment(channels: [.sms], signals: DecidingTests.signals)
        #expect(try rule(of: condition, payment) == nil)
    }

    @Test(arguments: [
        "visits > 5", "visits <= 5", "not visits > 5", "visits is 5", "visits is not 5",
        "visits in (1, 2)", "visits not in (1, 2)", "visits between 1 and 9", "customer in stolen",
        "customer not in stolen", "channel is sms", "channel is not sms",
        "visits > 5 and hour = 12", "not (visits > 5 and hour = 12)",
    ])
    func nothingFiresOnSomethingMissing(_ condition: String) throws {
        #expect(try rule(of: condition, payment()) == nil)
    }

    @Test func anAmountWithoutARateCountsAsMissing() throws {
        #expect(try rule(of: "amount > 0 EUR", payment("5.00 CHF")) == nil)
        #expect(try rule(of: "not amount > 0 EUR", payment("5.00 CHF")) == nil)
        #expect(try rule(of: "amount is missing", payment("5.00 CHF")) == "it")
        #expect(try rule(of: "amount is missing", payment(nil, purpose: .login)) == "it")
    }

    @Test func aListKnowsThePayerByNumberOrCustomer() throws {
        let other = "+4915112345679"
        #expect(try rule(of: "recipient in stolen", payment(phone: other)) == nil)
        let named = try payment(phone: other, customer: "customer-9")
        #expect(try rule(of: "recipient in stolen", named) == "it")
        #expect(try rule(of: "customer in stolen", named) == "it")
    }

    @Test func theFirstRuleThatFitsDecidesWithItsSettingsAndReasons() throws {
        let policy = try policy(
            """
            policy "Two"
            currency EUR
            defaults
                attempts 4
                channels sms
            shadow block "watched" if hour = 12
            confirm "large" if amount >= 20 EUR
                and (hour > 20 or   recipient country in (DE,AT))
                with code 8 digits, channels whatsapp, sms, at most 2 sends, 40 seconds apart, match word
            block "never reached" if amount >= 20 EUR
            otherwise skip
            """
        )
        let verdict = policy.decide(try payment())
        #expect(verdict.rule == "large")
        #expect(verdict.action.outcome == .confirm)
        #expect(
            verdict.action.settings
                == ConfirmationSettings(
                    codeDigits: 8,
                    attemptsMax: 4,
                    channels: [.whatsapp, .sms],
                    sendsMax: 2,
                    resendAfterSeconds: 40,
                    matchWord: true
                )
        )
        #expect(verdict.reasons == ["amount >= 20 EUR", "recipient country in (DE, AT)"])
        #expect(verdict.shadows.map(\.rule) == ["watched"])
        #expect(verdict.shadows.map(\.reasons) == [["hour = 12"]])
        #expect(policy.channels == [.whatsapp, .sms])
        let small = policy.decide(try payment("5.00 EUR"))
        #expect(small.rule == nil && small.action.outcome == .skip && small.reasons.isEmpty)
    }

    @Test func otherwiseTakesSettings() throws {
        let policy = try policy("policy \"A\"\notherwise confirm with attempts 2, code 7 digits")
        #expect(policy.otherwise.settings.attemptsMax == 2)
        #expect(policy.otherwise.settings.codeDigits == 7)
        #expect(policy.settings == ConfirmationSettings())
    }

    @Test(arguments: [
        (JSONMember("device_known", .string("yes")), "yes or no"),
        (JSONMember("account_age", .string("6")), "days"),
        (JSONMember("ip_country", .string("de")), "country"),
        (JSONMember("tier", .bool(true)), "text"),
        (JSONMember("acount_age", .integer(6)), "did you mean 'account_age'?"),
        (JSONMember("colour", .string("blue")), "leave it out, or declare it"),
        (JSONMember("ip", .integer(6)), "this signal is a string"),
    ])
    func signalsThatRulesCantRelyOnAreNamed(_ member: JSONMember, _ advice: String) throws {
        let policy = try policy(DecidingTests.head + "otherwise skip", lists: DecidingTests.lists)
        let fault = try #require(policy.fault(in: DecidingTests.signals + [member]))
        #expect(fault.name == member.name)
        #expect(fault.advice.contains(advice), "\(fault.advice)")
    }

    @Test func declaredSignalsAndTheCommonOnesAreTaken() throws {
        let policy = try policy(DecidingTests.head + "otherwise skip", lists: DecidingTests.lists)
        let common = [
            JSONMember("ip", .string("203.0.113.9")), JSONMember("device", .string("d-1")),
            JSONMember("visits", .null),
        ]
        #expect(policy.fault(in: DecidingTests.signals + common) == nil)
    }
}
