import CountersignCore
import CountersignPolicy
import Testing

/// Slips that people bring from elsewhere are named as what they are, each once and at its place.
@Suite struct PolicySlipsTests {
    struct Row: CustomTestStringConvertible {
        let line: String
        let column: Int
        let message: String
        var testDescription: String { line }

        init(_ line: String, _ column: Int, _ message: String) {
            self.line = line
            self.column = column
            self.message = message
        }
    }

    static let rows = [
        Row("confirm \"a\" if amount =< 30 EUR", 23, "'=<' is written <="),
        Row("confirm \"a\" if amount => 30 EUR", 23, "'=>' is written >="),
        Row("confirm \"a\" if amount == 30 EUR", 23, "'==' is written ="),
        Row("confirm \"a\" if amount <> 30 EUR", 23, "'<>' is written !="),
        Row("confirm \"a\" if amount ≤ 30 EUR", 23, "'≤' is written <="),
        Row("confirm \"a\" if amount > 30 EUR && hour > 3", 32, "'&' is written and"),
        Row("confirm \"a\" if amount > 30 EUR || hour > 3", 32, "'|' is written or"),
        Row("confirm “a” if amount > 30 EUR", 9, "straight double quotes"),
        Row("confirm 'a' if amount > 30 EUR", 9, "straight double quotes"),
        Row("confirm \"a\" if amount > 30\u{A0}EUR", 27, "U+A0"),
        Row("confirm\u{A0}\"a\" if amount > 30 EUR", 8, "write a plain space"),
        Row("confirm \"a\" ıf amount > 30 EUR", 13, "did you mean 'if'?"),
        Row("skıp \"a\" if amount > 30 EUR", 1, "did you mean 'skip'?"),
        Row("confirm \"a\" if amount > €30", 25, "write 30 and the currency's code"),
        Row("confirm \"a\" if amount > 1,500.00 EUR", 26, "no comma within a number"),
        Row("confirm \"a\" if amount > 499,99 EUR", 28, "no comma within a number"),
        Row("confirm \"a\" if amount > 30 with attempts 3", 28, "such as 30 EUR"),
        Row("confirm \"a\" if amount > 30 and hour > 3", 28, "such as 30 EUR"),
        Row("confirm \"a\" if recipient country is UK", 37, "did you mean GB?"),
        Row("confirm \"a\" if hour between 22 and 5", 29, "(hour >= 22 or hour <= 5)"),
        Row("timezone Europe/Berlin", 1, "did you mean 'time zone'?"),
        Row("deny \"a\" if amount > 30 EUR", 1, "did you mean 'block'?"),
        Row("if amount > 30 EUR then confirm \"a\"", 1, "a rule begins with what it does"),
        Row("signal größe is number", 8, "letters from a to z"),
    ]

    @Test(arguments: rows)
    func aSlipIsNamedAtItsPlace(_ row: Row) throws {
        let text = """
            policy "A"
            currency EUR
            confirm "above" if amount > 1000 EUR
            \(row.line)
            otherwise confirm

            """
        let read = Policy.parse(text, file: "a.policy")
        #expect(read.policy == nil)
        #expect(read.findings.count == 1, "\(read.findings.map(\.rendered))")
        let finding = try #require(read.findings.first)
        #expect(finding.line == 4)
        #expect(finding.column == row.column)
        #expect(finding.message.contains(row.message), "\(finding.message)")
    }

    @Test func aWrongLastLineIsNotAlsoMissedTwice() {
        let read = Policy.parse("policy \"A\"\nelse confirm\n", file: "a.policy")
        #expect(read.findings.first?.message.contains("did you mean 'otherwise'?") == true)
    }

    @Test func marksAtTheBeginAndReturnsAtLineEndsSayNothing() {
        let text = "\u{FEFF}policy \"A\"\r\ncurrency EUR\r\notherwise confirm\r\n"
        let read = Policy.parse(text, file: "a.policy")
        #expect(read.findings.isEmpty)
        let formatted = Policy.formatted(text, file: "a.policy").text
        #expect(formatted == "policy \"A\"\ncurrency EUR\notherwise confirm\n")
    }

    @Test func aListThatCantBeReadIsOneFinding() {
        let text = """
            policy "A"
            list stolen from "stolen.txt"
            block "b" if recipient in stolen
            otherwise confirm
            """
        let read = Policy.parse(text, file: "a.policy") { _ in nil }
        #expect(read.findings.map(\.line) == [2])
    }

    @Test func anUnknownTimeZoneIsShownInItsLine() {
        let text = "policy \"A\"\ntime zone Berlin\notherwise confirm\n"
        let finding = PolicyZone.finding("Berlin", in: text, file: "a.policy")
        #expect((finding.line, finding.column, finding.length) == (2, 11, 6))
        #expect(finding.message.contains("Europe/Berlin"))
    }
}
