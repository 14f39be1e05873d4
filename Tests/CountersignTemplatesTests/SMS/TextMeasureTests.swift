import Testing

@testable import CountersignTemplates

@Suite struct TextMeasureTests {
    @Test(arguments: ["", "abc", "[€]", "ça", "`", "日本", "🔒 lock", "e\u{301}", "\r\n"])
    func measuresAgreeWithTheText(_ text: String) {
        let measure = TextMeasure(text)
        let segments = SMSSegments(text)
        #expect(measure.septets == (segments.alphabet == .gsm7 ? segments.units : nil))
        #expect(measure.units == text.utf16.count)
        #expect(measure.characters == text.unicodeScalars.count)
    }

    @Test func piecesAddUpToTheWhole() {
        for (left, right) in [("a[", "€"), ("ç", "a"), ("a", "日"), ("", "")] {
            var sum = TextMeasure(left)
            sum += TextMeasure(right)
            #expect(sum == TextMeasure(left + right))
        }
    }
}
