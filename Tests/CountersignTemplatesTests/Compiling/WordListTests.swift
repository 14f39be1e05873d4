import Testing

@testable import CountersignTemplates

@Suite struct WordListTests {
    private static let list = WordList([
        ("free", true), ("buy now", true), ("bon d'achat", true), ("réduction", true),
        ("割引", false), ("ऑफ़र", true),
    ])

    @Test(
        arguments: [
            ("It is FREE.", "free"), ("freeze", nil), ("carefree", nil), ("free", "free"),
            ("", nil),
            ("Buy  now", nil), ("please buy now!", "buy now"), ("un Bon d'Achat", "bon d'achat"),
            ("bon d'achats", nil), ("une re\u{301}duction", "réduction"), ("全品割引中", "割引"),
            ("यह ऑफ\u{93C}र है", "ऑफ़र"), ("freeze, but free", "free"),
            ("buy now, it is free", "free"),
        ] as [(String, String?)]
    )
    func wordsAreFoundWhole(_ row: (text: String, word: String?)) {
        #expect(Self.list.first(in: row.text) == row.word)
    }

    /// The words that a plain search of the whole text finds.
    @Test func theOnePassFindsWhatASearchForEachWordFinds() {
        let words = ["aa", "ab a", "ba", "b"]
        let list = WordList(words.map { ($0, true) })
        var texts = [""]
        for _ in 0..<6 { texts += texts.flatMap { text in ["a", "b", " "].map { text + $0 } } }
        for text in Set(texts) {
            let characters = Array(text)
            let found = words.first { word in
                let word = Array(word)
                return characters.indices.contains { place in
                    let end = place + word.count
                    return end <= characters.count && Array(characters[place..<end]) == word
                        && (place == 0 || !characters[place - 1].isLetter)
                        && (end == characters.count || !characters[end].isLetter)
                }
            }
            #expect(list.first(in: text) == found, "\(text)")
        }
    }

    @Test func englishWordsCountInEveryLanguage() {
        for locale in ["en", "de", "de-AT", "ja", "xx"] {
            #expect(PromotionWords.first(in: "A special OFFER", locale: locale) == "offer")
            #expect(AlarmWords.first(in: "Act now", locale: locale) == "act now")
        }
        #expect(PromotionWords.first(in: "Ein Angebot", locale: "de-AT") == "angebot")
        #expect(PromotionWords.first(in: "Ein Angebot", locale: "en") == nil)
    }
}
