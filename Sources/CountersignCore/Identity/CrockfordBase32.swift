/// 128-bit values as 26 characters of Crockford's base 32, most significant first.
///
/// Only the canonical spelling is read: upper case, without `I`, `L`, `O`, `U` and hyphens.
enum CrockfordBase32 {
    static let length = 26
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    static func encode(_ value: [UInt8]) -> String {
        // 26 characters hold 130 bits; the two spare ones are leading zeroes.
        let alphabet = alphabet
        var text: [UInt8] = []
        text.reserveCapacity(length)
        var bits: UInt32 = 0
        var held = 2
        for byte in value {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 5 {
                held -= 5
                text.append(alphabet[Int(bits >> UInt32(held) & 31)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The 128 bits of a text that ``isCanonical(_:)``.
    static func decode(_ text: some Collection<UInt8>) -> UInt128 {
        text.reduce(0) { value, byte in
            value << 5 | UInt128(alphabet.firstIndex(of: byte) ?? 0)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "O"), UInt8(ascii: "U"): false
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: false
        }
    }

    static func isCanonical(_ text: some Collection<UInt8>) -> Bool {
        // The first character holds three bits only: 0 to 7.
        guard text.count == length, let first = text.first, first <= UInt8(ascii: "7") else {
            return false
        }
        return text.allSatisfy(isDigit)
    }
}
