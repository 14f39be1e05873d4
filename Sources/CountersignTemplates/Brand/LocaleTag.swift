/// Language tags as far as templates need them.
enum LocaleTag {
    /// Whether a text looks like a BCP 47 tag: groups of 1 to 8 letters and digits, a language first.
    static func isValid(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = groups.first, (2...3).contains(language.utf8.count),
            language.utf8.allSatisfy({ (97...122).contains($0) })
        else { return false }
        return text.utf8.count <= 35
            && groups.allSatisfy { group in
                (1...8).contains(group.utf8.count)
                    && group.utf8.allSatisfy { byte in
                        switch byte {
                        case 48...57, 65...90, 97...122: true
                        default: false
                        }
                    }
            }
    }

    /// Whether two tags are the same: case does not count, and `_` is read as `-`.
    static func matches(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).allSatisfy { fold($0) == fold($1) }
    }

    /// Where the wanted language stands in a list, looked up from the whole tag to its language alone.
    static func index(of wanted: String, in offered: [String]) -> Int? {
        var tag = wanted[...]
        while !tag.isEmpty {
            if let index = offered.firstIndex(where: { matches($0, tag) }) { return index }
            guard let cut = tag.lastIndex(where: { $0 == "-" || $0 == "_" }) else { return nil }
            tag = tag[..<cut]
        }
        return nil
    }

    private static func fold(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 65...90: byte + 32
        case UInt8(ascii: "_"): UInt8(ascii: "-")
        default: byte
        }
    }
}
