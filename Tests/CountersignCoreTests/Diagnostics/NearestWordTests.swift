import CountersignCore
import Testing

@Suite struct NearestWordTests {
    @Test(arguments: [
        ("amonut", "amount"), ("curency", "currency"), ("payeee", "payee"), ("huor", "hour"),
        ("AMOUNT", "amount"), ("acount_age", "account_age"), ("accuont_aeg", "account_age"),
        ("grösse", "größe"), ("gro\u{308}ße", "größe"), ("größe", "größe"), ("hours", "hour"),
        ("金顎", "金額"),
    ])
    func nearWordsAreSuggested(word: String, suggestion: String) {
        let known = ["amount", "currency", "hour", "payee", "account_age", "größe", "金額"]
        #expect(NearestWord.suggestion(for: word, among: known) == suggestion)
    }

    @Test(arguments: ["", "x", "ham", "weekday", "houses", "amountamountamount"])
    func farWordsAreNot(word: String) {
        #expect(NearestWord.suggestion(for: word, among: ["amount", "hour", "payee"]) == nil)
    }

    @Test func theNearestWinsThenTheFirst() {
        #expect(NearestWord.suggestion(for: "cart", among: ["card", "cast", "carts"]) == "card")
        #expect(
            NearestWord.suggestion(for: "policies", among: ["police", "policy", "policiess"])
                == "policiess"
        )
        #expect(NearestWord.suggestion(for: "EUR", among: ["eur", "EUR"]) == "EUR")
        #expect(NearestWord.suggestion(for: "any", among: []) == nil)
    }

    @Test func hugeWordsCostLittle() {
        let huge = String(repeating: "x", count: 1_000_000)
        #expect(NearestWord.suggestion(for: huge, among: ["amount", "hour"]) == nil)
    }
}
