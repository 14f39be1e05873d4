import CountersignCore
import Testing

@Suite struct FindingTests {
    private func rendered(_ text: String, column: Int, length: Int = 1, line: Int = 14) -> String {
        Finding(file: "a", line: line, column: column, length: length, message: "m", text: text)
            .rendered
    }

    @Test func findingReadsLikeACompilers() {
        let finding = Finding(
            file: "Policies/acme.policy",
            line: 14,
            column: 18,
            length: 10,
            message: "unknown signal 'acount_age'; did you mean 'account_age'?",
            text: "confirm \"new\" if acount_age < 7 days"
        )
        #expect(
            finding.rendered == """
                Policies/acme.policy:14:18: unknown signal 'acount_age'; did you mean 'account_age'?
                   14 | confirm "new" if acount_age < 7 days
                      |                  ^~~~~~~~~~
                """
        )
    }

    @Test func findingAboutAWholeFileHasNoCaret() {
        #expect(Finding(file: "a", message: "is empty").rendered == "a: is empty")
    }

    @Test(arguments: [
        ("größe x", 7, 1, "größe x", "      ^"), ("\tkey: 1", 2, 3, "\tkey: 1", "\t^~~"),
        ("金額 x", 4, 1, "金額 x", "     ^"), ("金額", 1, 2, "金額", "^~~~"),
        ("e\u{301}e\u{301} x", 4, 1, "e\u{301}e\u{301} x", "   ^"), ("😀 x", 3, 1, "😀 x", "   ^"),
        ("👨‍👩‍👧 x", 3, 1, "👨‍👩‍👧 x", "   ^"), ("ab", 3, 1, "ab", "  ^"), ("ab", 2, 4, "ab", " ^~~~"),
        ("", 1, 1, "", "^"), ("", 5, 3, "", "    ^~~"),
        ("a\u{1B}[2Jb", 6, 1, "a\u{FFFD}[2Jb", "     ^"), ("a\u{202E}b", 3, 1, "a\u{FFFD}b", "  ^"),
    ])
    func caretStandsBelowItsCharacter(
        text: String,
        column: Int,
        length: Int,
        shown: String,
        caret: String
    ) {
        #expect(
            rendered(text, column: column, length: length)
                == "a:14:\(column): m\n   14 | \(shown)\n      | \(caret)"
        )
    }

    @Test func longLinesShowThePartAroundThePlace() throws {
        let text = String(repeating: "x", count: 5_000) + "Y" + String(repeating: "x", count: 5_000)
        let lines = rendered(text, column: 5_001).split(separator: "\n").map(Array.init)
        #expect(lines.count == 3)
        #expect(lines[1].count < 180)
        let caret = try #require(lines[2].firstIndex(of: "^"))
        #expect(lines[1][caret] == "Y")
        #expect(lines[1].last == "…")
        let end = rendered(text, column: 10_002).split(separator: "\n").map(Array.init)
        #expect(end[2].count == end[1].count + 1)
    }

    @Test func wideLineNumbersMoveTheGutter() {
        #expect(rendered("x", column: 1, line: 123_456) == "a:123456:1: m\n123456 | x\n       | ^")
    }

    @Test(arguments: [
        ("", 0, 1, 1, ""), ("ab", 0, 1, 1, "ab"), ("ab", 2, 1, 3, "ab"), ("ab", 9, 1, 3, "ab"),
        ("a\nb", 1, 1, 2, "a"), ("a\nb", 2, 2, 1, "b"), ("a\r\nbc", 1, 1, 2, "a"),
        ("a\r\nbc", 2, 1, 2, "a"), ("a\r\nbc", 3, 2, 1, "bc"), ("a\r\nbc", 4, 2, 2, "bc"),
        ("a\rb", 2, 2, 1, "b"), ("\n\n", 2, 3, 1, ""), ("é\u{301}x", 4, 1, 2, "é\u{301}x"),
        ("a\n", 2, 2, 1, ""), ("größe", 7, 1, 6, "größe"),
    ])
    func placesAreLinesAndColumns(text: String, offset: Int, line: Int, column: Int, whole: String)
    {
        let place = TextPlace(offset: offset, in: Array(text.utf8))
        #expect(place.line == line)
        #expect(place.column == column)
        #expect(place.text == whole)
    }

    @Test func bytesThatAreNoTextHavePlaces() {
        let place = TextPlace(offset: 2, in: [0xFF, 0xC3, 0x41])
        #expect(place.line == 1)
        #expect(place.column == 3)
        #expect(TextPlace(offset: -1, in: [0x41]).column == 1)
    }
}
