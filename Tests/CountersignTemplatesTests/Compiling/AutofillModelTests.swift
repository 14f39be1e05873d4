import CountersignTemplates
import Testing

/// What phones and browsers take for the code.
@Suite struct AutofillModelTests {
    @Test(
        arguments: [
            ("@example.com #747723", "example.com", "747723", nil),
            ("x\n\n@example.com #747723", "example.com", "747723", nil),
            ("x\r\n@example.com #747723", "example.com", "747723", nil),
            (
                "@example.com #747723 @ecommerce.example", "example.com", "747723",
                "ecommerce.example"
            ),
            (
                "@example.com #747723 @ecommerce.example $future", "example.com", "747723",
                "ecommerce.example"
            ),
            ("@example.com #747723 FA+9qCX9VSu", "example.com", "747723", nil),
            ("@example.com #747723 ", "example.com", "747723", nil),
        ] as [(String, String, String, String?)]
    )
    func lastLineIsRead(_ row: (text: String, host: String, code: String, frame: String?)) throws {
        let line = try #require(OriginLine(lastOf: row.text))
        #expect(line.host == row.host)
        #expect(line.code == row.code)
        #expect(line.embeddedHost == row.frame)
        #expect(AutofillModel.webOTP.code(in: row.text) == row.code)
    }

    @Test(
        arguments: [
            "@example.com  #747723", "@ #747723", "@example.com #", "@example.com#747723",
            "something @example.com #747723", "#747723 @example.com", "@example.com code #747723",
            "@example.com #747723\n", "https://pay.example.com #482913", "",
        ]
    )
    func otherLastLinesAreNone(_ text: String) {
        #expect(OriginLine(lastOf: text) == nil)
        #expect(AutofillModel.iosDomainBound.code(in: text) == nil)
    }

    @Test(
        arguments: [
            (AutofillModel.iosHeuristic, "Your code is 123 456.", "123456"),
            (.iosHeuristic, "EUR 1,299.50 to Acme. Code: 042917", "042917"),
            (.iosHeuristic, "Order 20001, code 042917", nil),
            (.iosHeuristic, "Code 042917, again 042917", "042917"),
            (.androidConsent, "Order 20001, code 042917", "20001"),
            (.androidConsent, "Code 042917", "042917"),
            (.androidConsent, "No code here", nil),
            (.androidRetriever, "Code 042917\nFA+9qCX9VSu", "042917"),
            (.androidRetriever, "Code 042917 FA+9qCX9VSu", "042917"),
            (.androidRetriever, "Code 042917", nil),
            (.androidRetriever, "Code 042917\nFA+9qCX9VSu\n", nil),
        ] as [(AutofillModel, String, String?)]
    )
    func modelTakes(_ row: (model: AutofillModel, text: String, code: String?)) {
        #expect(row.model.code(in: row.text) == row.code)
    }

    @Test func retrieverReadsNoLongMessage() {
        let long = String(repeating: "é", count: 160) + " 042917 FA+9qCX9VSu"
        #expect(AutofillModel.androidRetriever.code(in: long) == nil)
    }
}
