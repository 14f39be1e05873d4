/// Base64 in the URL-safe alphabet without padding, canonical or refused.
///
/// Source: RFC 4648 section 5; RFC 7515 section 2 forbids padding, line breaks and white space.
public enum Base64URL {
    /// The text of some bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encodeBytes(bytes), as: UTF8.self)
    }

    /// The ASCII bytes of the text of some bytes.
    public static func encodeBytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Base64.encode(bytes, alphabet: alphabet, padded: false)
    }

    /// The bytes of a text; nil for padding, foreign characters, an impossible length, or spare bits
    /// that are not zero, so that each value has one spelling.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        Base64.decode(text, values: values)
    }

    /// The bytes of a text; see ``decode(_:)-(Collection)``.
    public static func decode(_ text: String) -> [UInt8]? {
        decode(text.utf8)
    }

    static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )
    static let values = Base64.values(of: alphabet)
}

/// Base64 in the standard alphabet with padding, canonical or refused.
///
/// Source: RFC 4648 section 4.
public enum Base64 {
    /// The padded text of some bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encode(bytes, alphabet: alphabet, padded: true), as: UTF8.self)
    }

    /// The bytes of a padded text; nil when it is not exactly what ``encode(_:)`` prints.
    public static func decode(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count % 4 == 0 else { return nil }
        let padding = bytes.reversed().prefix(2).prefix { $0 == 61 }.count
        return decode(bytes.dropLast(padding), values: values)
    }

    static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    static let values = values(of: alphabet)

    static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }

    static func encode(
        _ bytes: some Collection<UInt8>,
        alphabet: [UInt8],
        padded: Bool
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var held = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                text.append(alphabet[Int(bits >> UInt32(held) & 63)])
            }
        }
        if held > 0 {
            text.append(alphabet[Int(bits << UInt32(6 - held) & 63)])
        }
        while padded, text.count % 4 != 0 { text.append(61) }
        return text
    }

    static func decode(_ text: some Collection<UInt8>, values: [UInt8]) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var held = 0
        for character in text {
            let value = values[Int(character)]
            guard value != 255 else { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        guard bits & ((1 << UInt32(held)) - 1) == 0 else { return nil }
        return bytes
    }
}
