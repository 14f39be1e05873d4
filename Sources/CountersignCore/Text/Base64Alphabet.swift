/// The 64 characters of one kind of Base64, and the way between them and bytes.
///
/// It works on arrays only: a generic version would not be specialised for callers in other rooms.
struct Base64Alphabet: Sendable {
    static let standard = Base64Alphabet(last: "+/")
    static let urlSafe = Base64Alphabet(last: "-_")

    private let characters: [UInt8]
    /// The value of each character; 255 where it has none.
    private let values: [UInt8]

    private init(last: String) {
        let first = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        characters = Array(first.utf8) + Array(last.utf8)
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in characters.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        self.values = values
    }

    func encode(_ bytes: [UInt8], isPadded: Bool) -> [UInt8] {
        let (source, characters) = (bytes.span, characters.span)
        let rest = source.count % 3
        let whole = source.count - rest
        let length = isPadded ? (source.count + 2) / 3 * 4 : whole / 3 * 4 + [0, 2, 3][rest]
        return [UInt8](capacity: length) { text in
            for place in stride(from: 0, to: whole, by: 3) {
                let bits =
                    Int(source[place]) << 16 | Int(source[place + 1]) << 8
                    | Int(source[place + 2])
                text.append(characters[bits >> 18])
                text.append(characters[bits >> 12 & 63])
                text.append(characters[bits >> 6 & 63])
                text.append(characters[bits & 63])
            }
            guard rest > 0 else { return }
            let bits = Int(source[whole]) << 8 | (rest == 2 ? Int(source[whole + 1]) : 0)
            text.append(characters[bits >> 10])
            text.append(characters[bits >> 4 & 63])
            if rest == 2 { text.append(characters[bits << 2 & 63]) }
            while isPadded, text.count < length { text.append(UInt8(ascii: "=")) }
        }
    }

    func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var held: UInt32 = 0
        for character in text {
            let value = values[Int(character)]
            guard value != 255 else { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> held))
            }
        }
        // Spare bits would give one value several spellings.
        guard bits & (1 << held - 1) == 0 else { return nil }
        return bytes
    }
}
