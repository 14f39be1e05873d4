import CountersignCore
import CountersignPolicy
import Testing

/// The canonical layout, shown.
@Suite struct FormattingTests {
    private func formatted(_ text: String) throws -> String {
        let (formatted, findings) = Policy.formatted(text, file: "p") { _ in "+4915112345678\n" }
        return try #require(formatted, "\(findings.map(\.rendered).joined(separator: "\n"))")
    }

    @Test func statementsStandInColumnsAndCommentsStay() throws {
        let text = """


            # Ours.   \t
            policy   "Everyday"#the name
            currency EUR  # speaks euro
             rate 1 USD=0.92 EUR # fixed
            time zone Europe / Berlin


            # What we know.
              signal device_known is yes or no
            list stolen from "stolen.txt"
            defaults
              # Short ones.
            code 6 digits # 6 to 8
                channels rcs,whatsapp ,sms   # in this order
            confirm by button
            block "stolen" if recipient in stolen
            confirm "large" if(amount>=500 EUR)with code 8 digits,match word
            shadow block "night" if hour between 1 and 5 and recipient is + 4915112345678
            \tskip "a name that is far too long to line up with" if device_known

            # The rest.
            confirm "x" if not(currency in(EUR,USD)or amount<5 EUR)

            otherwise confirm with attempts 3 # end
            # bye

            """
        #expect(
            try formatted(text)
                == """
                # Ours.
                policy "Everyday"       #the name
                currency EUR            # speaks euro
                rate 1 USD = 0.92 EUR   # fixed
                time zone Europe/Berlin

                # What we know.
                signal device_known is yes or no
                list stolen from "stolen.txt"
                defaults
                    # Short ones.
                    code 6 digits                 # 6 to 8
                    channels rcs, whatsapp, sms   # in this order
                    confirm by button
                block   "stolen"     if recipient in stolen
                confirm "large"      if (amount >= 500 EUR) with code 8 digits, match word
                shadow block "night" if hour between 1 and 5 and recipient is +4915112345678
                skip    "a name that is far too long to line up with" if device_known

                # The rest.
                confirm "x" if not (currency in (EUR, USD) or amount < 5 EUR)

                otherwise confirm with attempts 3   # end
                # bye

                """
        )
    }

    @Test func longRulesAreBrokenAndCommentsWithinThemHoldTheirLines() throws {
        let text = """
            policy "Long"
            currency EUR
            confirm "one" if amount between 100 EUR and 200 EUR and hour > 20 and weekday is sunday or purpose is login with code 8 digits # why
            confirm "two" if amount > 1 EUR # small
            # and late

            and hour > 20 with code 7 digits
            confirm "three" if hour = 1 or (amount > 1000.00 EUR and amount < 2000.00 EUR and recipient country is DE and weekday is monday)
            otherwise confirm
            """
        #expect(
            try formatted(text)
                == """
                policy "Long"
                currency EUR
                confirm "one"   if amount between 100 EUR and 200 EUR
                    and hour > 20
                    and weekday is sunday
                    or purpose is login
                    with code 8 digits              # why
                confirm "two"   if amount > 1 EUR   # small
                    # and late
                    and hour > 20 with code 7 digits
                confirm "three" if hour = 1
                    or (amount > 1000.00 EUR
                    and amount < 2000.00 EUR
                    and recipient country is DE
                    and weekday is monday)
                otherwise confirm

                """
        )
    }

    @Test func aPolicyWithFindingsIsNotFormatted() {
        let (text, findings) = Policy.formatted("policy  \"A\"\notherwise maybe", file: "p")
        #expect(text == nil)
        #expect(findings.map(\.line) == [2])
    }
}
