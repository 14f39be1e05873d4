/// Words that texts are looked through for, all of them in one pass.
///
/// Upper and lower case count as one, and so do canonically equivalent spellings.
struct WordList: Sendable {
    fileprivate struct Entry {
        let word: String
        let characters: [Character]
        /// Whether it only counts with no letter before it and none behind.
        let isWhole: Bool
        /// Its place in the list.
        let number: Int
    }

    private let byFirst: [Character: [Entry]]
    private let isWholeOnly: Bool

    /// A list in the order in which its words are told of.
    /// - Parameter words: each in lower case, and whether it only counts as a whole word.
    init(_ words: [(word: String, isWhole: Bool)]) {
        var byFirst: [Character: [Entry]] = [:]
        for (number, item) in words.enumerated() {
            guard let first = item.word.first else { continue }
            let entry = Entry(
                word: item.word,
                characters: Array(item.word),
                isWhole: item.isWhole,
                number: number
            )
            byFirst[first, default: []].append(entry)
        }
        self.byFirst = byFirst
        isWholeOnly = words.allSatisfy(\.isWhole)
    }

    /// The first word of the list that stands in a text.
    func first(in text: String) -> String? {
        let characters = Array(text.lowercased())
        var found: Entry?
        var followsLetter = false
        for (place, character) in characters.enumerated() {
            let isInWord = followsLetter
            followsLetter = character.isLetter
            if isInWord, isWholeOnly { continue }
            for entry in byFirst[character] ?? [] where entry.number < found?.number ?? .max {
                if entry.isWhole, isInWord { continue }
                if entry.stands(at: place, in: characters) { found = entry }
            }
        }
        return found?.word
    }
}

extension WordList.Entry {
    fileprivate func stands(at place: Int, in text: [Character]) -> Bool {
        let end = place + characters.count
        guard end <= text.count, text[place..<end].elementsEqual(characters) else { return false }
        return !isWhole || end == text.count || !text[end].isLetter
    }
}

extension String {
    /// The language of a locale's tag: `de` of `de-AT`.
    var language: String {
        String(
            decoding: utf8.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") },
            as: UTF8.self
        )
    }
}
