extension JSONReader {
    /// Skips white space, and in `json5` comments.
    mutating func skipBlank() throws(JSONFault) {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x0A, 0x0D, 0x09: place += 1
            case 0x21...0x7F where dialect == .strict: return
            default:
                guard dialect == .json5 else { return }
                if bytes[place] == UInt8(ascii: "/") {
                    try skipComment()
                } else if let width = widthOfBlank() {
                    place += width
                } else {
                    return
                }
            }
        }
    }

    /// The length in bytes of white space that only JSON5 has.
    ///
    /// Source: JSON5 1.0.0 section 8.
    private func widthOfBlank() -> Int? {
        let next = bytes[place..<min(place + 3, bytes.count)]
        if let first = next.first, first == 0x0B || first == 0x0C { return 1 }
        if next.starts(with: [0xC2, 0xA0]) { return 2 }
        let blanks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9]]
        return blanks.contains { next.elementsEqual($0) } ? 3 : nil
    }

    private mutating func skipComment() throws(JSONFault) {
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        if next == UInt8(ascii: "/") {
            while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D { place += 1 }
        } else if next == UInt8(ascii: "*") {
            let start = place
            place += 2
            while place + 1 < bytes.count,
                !(bytes[place] == UInt8(ascii: "*") && bytes[place + 1] == UInt8(ascii: "/"))
            { place += 1 }
            guard place + 1 < bytes.count else {
                throw JSONFault(offset: start, reason: "this comment is never closed")
            }
            place += 2
        } else {
            throw fault("a comment begins with // or /*")
        }
    }
}
