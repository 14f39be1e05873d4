import CountersignCore
import CountersignPolicy
import Testing

/// What is wrong with a text, where, and what to write instead.
@Suite struct PolicyFindingsTests {
    struct Row: CustomTestStringConvertible {
        let line: String
        let place: ClosedRange<Int>
        let message: String
        var testDescription: String { line }

        init(_ line: String, _ place: ClosedRange<Int>, _ message: String) {
            self.line = line
            self.place = place
            self.message = message
        }
    }

    static let settings = [
        Row("code 5 digits", 6...6, "digits of a code go from 6 to 8"),
        Row("code 9 digits", 6...6, "digits of a code go from 6 to 8"),
        Row("code six digits", 6...8, "a number of digits belongs here"),
        Row("code 6 digts", 8...12, "did you mean 'digits'?"),
        Row("code 6", 7...7, "'digits' belongs at the end"),
        Row("code 6 digits now", 15...17, "nothing belongs here"),
        Row("code 99999999999999999999 digits", 6...25, "a number of digits belongs here"),
        Row("expires in 9 seconds", 12...12, "from 10 to 600 seconds"),
        Row("expires in 11 minutes", 12...13, "from 10 to 600 seconds"),
        Row("expires in 5 mintues", 14...20, "did you mean 'minutes'?"),
        Row("expires in 5 hours", 14...18, "'seconds' or 'minutes' belongs here"),
        Row("expires 5 minutes", 9...9, "'in' belongs here"),
        Row("attempts 0", 10...10, "from 1 to 5"),
        Row("attempts 6", 10...10, "from 1 to 5"),
        Row("attempts -1", 10...10, "a number of attempts belongs here"),
        Row("channels", 9...9, "a channel"),
        Row("channels sms, ", 14...14, "a channel"),
        Row("channels sms, whatsap", 15...21, "did you mean 'whatsapp'?"),
        Row("channels sms, sms", 15...17, "listed twice"),
        Row("channels email, psuh", 17...20, "did you mean 'push'?"),
        Row("channels emial", 10...14, "did you mean 'email'?"),
        Row("channels email, email", 17...21, "listed twice"),
        Row("channels sms rcs", 14...16, "nothing belongs here"),
        Row("next channel after 4 seconds", 20...20, "from 5 to 300 seconds"),
        Row("next chanel after 20 seconds", 6...11, "did you mean 'channel'?"),
        Row("at most 6 sends, 30 seconds apart", 9...9, "sends go from 1 to 5"),
        Row("at most 3 sends, 301 seconds apart", 18...20, "from 5 to 300 seconds"),
        Row("at most 3 sends, 30 seconds", 28...28, "'apart' belongs at the end"),
        Row("match words", 7...11, "did you mean 'word'?"),
        Row("atempts 3", 1...7, "did you mean 'attempts'?"),
        Row("colour blue", 1...6, "a setting begins with code"),
        Row("“code” 6 digits", 1...1, "straight double quotes"),
    ]

    @Test(arguments: settings)
    func settingIsRefusedAtItsPlace(_ row: Row) throws {
        let text = "policy \"A\"\ndefaults\n\(row.line)\notherwise confirm\n"
        try expect(row, in: text, line: 3)
    }

    static let statements = [
        Row("otherwise confrim", 11...17, "did you mean 'confirm'?"),
        Row("otherwise", 10...10, "'confirm', 'skip' or 'block' belongs at the end"),
        Row("otherwise ask", 11...13, "'confirm', 'skip' or 'block' belongs here"),
        Row("otherwise skip now", 16...18, "nothing belongs here"),
    ]

    @Test(arguments: statements)
    func otherwiseIsRefusedAtItsPlace(_ row: Row) throws {
        try expect(row, in: "policy \"A\"\n\(row.line)", line: 2)
    }

    static let beforeOtherwise = [
        Row("policy \"B\"", 1...6, "'policy' was given on line 1"),
        Row("currency EURO", 10...13, "no payment currency"),
        Row("currency", 1...8, "a currency belongs here"),
        Row("defaults:", 9...9, "nothing belongs here"),
        Row("attempts 3", 1...8, "stands under 'defaults'"),
        Row("defualts", 1...8, "did you mean 'defaults'?"),
        Row("rate 1 USD = 0.92 EUR", 1...4, "write 'currency EUR' on a line above"),
        Row("time zone", 1...4, "a time zone belongs here"),
        Row("time zone 7", 11...11, "this is no time zone"),
        Row("signal amount is days", 8...13, "'amount' is a fact already"),
        Row("signal known is yes", 20...20, "'or' belongs at the end"),
        Row("signal known is bool", 17...20, "'yes or no', 'days'"),
        Row("list stolen from \"lists/stolen.txt\"", 18...35, "can't be read"),
        Row("list stolen from \"../stolen.txt\"", 18...32, "a path below the policy's folder"),
        Row(
            "block \"x\" if amonut > 5 EUR",
            14...19,
            "unknown fact 'amonut'; did you mean 'amount'?"
        ),
        Row("block \"x\" if amount > 5 EUR", 25...27, "the policy names no currency"),
        Row("block \"x\" if hour > 24", 21...22, "hours go from 0 to 23"),
        Row("block \"x\" if hour between 5 and 1", 27...27, "the lower one stands first"),
        Row("block \"x\" if weekday > friday", 22...22, "a weekday has no order"),
        Row("block \"x\" if weekday is fridya", 25...30, "did you mean 'friday'?"),
        Row(
            "block \"x\" if recipient country is Germany",
            35...41,
            "no country with phone numbers"
        ),
        Row("block \"x\" if recipient country is de", 35...36, "write it in capitals: DE"),
        Row("block \"x\" if recipient country in (DE, DE)", 40...41, "listed twice"),
        Row(
            "block \"x\" if recipient in stolen",
            27...32,
            "unknown list 'stolen'; declare it above"
        ),
        Row("block \"x\" if hour in stolen", 22...27, "unknown list"),
        Row("block \"x\" if payee is currency", 23...30, "compare things of one kind"),
        Row("block \"x\" if payee is Acme", 23...26, "put it in double quotes"),
        Row("block \"x\" if purpose is lgoin", 25...29, "did you mean 'login'?"),
        Row("block \"x\" if hour", 18...18, "belongs at the end of this line, after 'hour'"),
        Row("block \"x\" if (hour > 5", 23...23, "')' belongs at the end"),
        Row("block \"x\" if hour > 5 with attempts 3", 23...26, "only 'confirm' takes settings"),
        Row("block \"x\"", 10...10, "'if' belongs at the end"),
        Row("block x if hour > 5", 7...7, "the rule's name in double quotes"),
        Row("block \"\" if hour > 5", 7...8, "a rule's name has 1 to 80 characters"),
        Row("shadow if hour > 5", 8...9, "'confirm', 'skip' or 'block'"),
        Row("confirm \"x\" if hour > 5 with atempts 3", 30...36, "did you mean 'attempts'?"),
        Row("confirm \"x\" if hour > 5 with attempts 9", 39...39, "attempts go from 1 to 5"),
        Row(
            "confirm \"x\" if hour > 5 with match word, match word",
            42...46,
            "was given on line 2"
        ),
        Row("confirm \"x\" if hour > 5 hour", 25...28, "nothing belongs here"),
        Row("confirm \"x\" if customer between 1 and 2", 33...33, "a text has no order"),
        Row("never skip if amount > 5 EUR", 26...28, "the policy names no currency"),
        Row("never skp if hour > 5", 7...9, "did you mean 'skip'?"),
        Row("never skip hour > 5", 12...15, "'if' belongs here"),
        Row("never confirm if hour > 5", 1...25, "'otherwise' can break this"),
        Row("nevr skip if hour > 5", 1...4, "did you mean 'never'?"),
        Row("block \"x\" if hour > 5 and hour < 5", 7...9, "this rule never fires"),
    ]

    @Test(arguments: beforeOtherwise)
    func statementIsRefusedAtItsPlace(_ row: Row) throws {
        try expect(row, in: "policy \"A\"\n\(row.line)\notherwise confirm", line: 2)
    }

    private func expect(_ row: Row, in text: String, line: Int) throws {
        let (policy, findings) = Policy.parse(text, file: "Policies/test.policy")
        #expect(policy == nil)
        #expect(findings.count == 1, "\(findings.map(\.rendered).joined(separator: "\n"))")
        let finding = try #require(findings.first)
        #expect(finding.line == line)
        #expect(finding.column == row.place.lowerBound)
        #expect(finding.length == row.place.count)
        #expect(finding.message.contains(row.message), "\(finding.message)")
        #expect(finding.text == row.line)
        #expect(finding.file == "Policies/test.policy")
    }

    @Test func findingReadsLikeACompilers() {
        let (_, findings) = Policy.parse(
            "policy \"Ä\"\ndefaults\n    channels sms, whatsap\notherwise skip",
            file: "Policies/acme.policy"
        )
        #expect(
            findings.map(\.rendered) == [
                """
                Policies/acme.policy:3:19: 'whatsap' is not understood here; did you mean 'whatsapp'?
                    3 |     channels sms, whatsap
                      |                   ^~~~~~~
                """
            ]
        )
    }

    @Test func everyFindingIsToldAtOnceAndInOrder() {
        let (policy, findings) = Policy.parse(
            "defaults\nattempts 9\ncode 4 digits\nattempts 3\nsurprise",
            file: "p"
        )
        #expect(policy == nil)
        #expect(findings.map(\.line) == [1, 2, 3, 4, 5, 5])
        #expect(findings[0].message.contains("no name"))
        #expect(findings[3].message == "'attempts' was given on line 2; keep one of them")
        #expect(findings[5].message.contains("otherwise confirm"))
    }

    @Test func nothingStandsBehindOtherwise() {
        let (policy, findings) = Policy.parse(
            "policy \"A\"\notherwise confirm\ndefaults\n  attempts 3",
            file: "p"
        )
        #expect(policy == nil)
        #expect(findings.map(\.line) == [3, 4])
        #expect(findings.allSatisfy { $0.message.contains("ends the policy") })
    }

    @Test(
        arguments: [
            ("", "1:1"), ("policy", "1:1"), ("policy Everyday", "1:8"), ("policy \"A", "1:8"),
            ("policy \"\"", "1:8"), ("policy \"a\u{202E}b\"", "1:8"),
        ]
    )
    func nameIsOneQuotedLine(_ row: (text: String, place: String)) {
        let (policy, findings) = Policy.parse(row.text + "\notherwise skip", file: "p")
        #expect(policy == nil)
        #expect(findings.map { "\($0.line):\($0.column)" } == [row.place])
    }

    @Test func columnsCountCharactersNotBytes() throws {
        let (_, findings) = Policy.parse("policy \"Ünïcödé 🎉 日本\" x\notherwise skip", file: "p")
        #expect(findings.map(\.column) == [23])
    }

    @Test func invisibleCharactersAreNamedNotPrinted() {
        let (_, findings) = Policy.parse("\u{200B}policy \"A\"\notherwise skip", file: "p")
        #expect(findings.first?.message.contains("'U+200B'") == true)
    }
}
