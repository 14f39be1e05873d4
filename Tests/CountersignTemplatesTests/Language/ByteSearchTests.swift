import Testing

@testable import CountersignTemplates

@Suite struct ByteSearchTests {
    @Test(
        arguments: [
            ("", "a", 0, nil), ("a", "", 0, nil), ("abcabc", "bc", 0, 1..<3),
            ("abcabc", "bc", 2, 4..<6),
            ("abcabc", "bc", 5, nil), ("aab", "ab", 0, 1..<3), ("ab", "abc", 0, nil),
            ("é{{code}}", "{{code}}", 0, 2..<10),
        ] as [(String, String, Int, Range<Int>?)]
    )
    func firstPlaceFromAStartIsFound(
        _ row: (text: String, word: String, from: Int, place: Range<Int>?)
    ) {
        #expect(Array(row.text.utf8).place(of: row.word, from: row.from) == row.place)
        if row.from == 0 { #expect(row.text.holds(row.word) == (row.place != nil)) }
    }

    @Test func everyPlaceIsChanged() {
        #expect("".changing("a", to: "b") == "")
        #expect("aXaX".changing("X", to: "") == "aa")
        #expect("{{b}} and {{b}}!".changing("{{b}}", to: "x") == "x and x!")
        #expect("no".changing("X", to: "y") == "no")
    }
}
