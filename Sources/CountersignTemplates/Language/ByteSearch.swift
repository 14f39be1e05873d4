extension [UInt8] {
    /// Where a word of UTF-8 stands first at or after a place; nil when it does not.
    ///
    /// Collections' own search is for elements of any kind and takes a hundred times as long.
    func place(of word: String, from start: Int = 0) -> Range<Int>? {
        let word = Array(word.utf8)
        guard let first = word.first else { return nil }
        var place = start
        while place + word.count <= count {
            if self[place] == first,
                self[place..<place + word.count].elementsEqual(word)
            {
                return place..<place + word.count
            }
            place += 1
        }
        return nil
    }
}

extension String {
    /// Whether it holds the bytes of another text.
    func holds(_ word: String) -> Bool { Array(utf8).place(of: word) != nil }

    /// The same with other bytes for some.
    func changing(_ word: String, to other: String) -> String {
        let bytes = Array(utf8)
        var changed: [UInt8] = []
        var rest = 0
        while let place = bytes.place(of: word, from: rest) {
            changed += bytes[rest..<place.lowerBound]
            changed += other.utf8
            rest = place.upperBound
        }
        if rest == 0 { return self }
        return String(decoding: changed + bytes[rest...], as: UTF8.self)
    }
}
