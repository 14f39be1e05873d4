/// A list of our own words in one text, with commas between.
enum WordList {
    static func text<Word: RawRepresentable<String>>(_ words: [Word]) -> String {
        var text = ""
        for word in words {
            if !text.isEmpty { text += "," }
            text += word.rawValue
        }
        return text
    }

    /// The words of a text; nil when one is unknown.
    static func words<Word: RawRepresentable<String>>(_ text: String) -> [Word]? {
        var words: [Word] = []
        for part in text.split(separator: ",") {
            guard let word = Word(rawValue: String(part)) else { return nil }
            words.append(word)
        }
        return words
    }
}
