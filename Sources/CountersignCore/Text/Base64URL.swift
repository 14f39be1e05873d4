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
        Base64Alphabet.urlSafe.encode(Array(bytes), isPadded: false)
    }

    /// The bytes of a text.
    ///
    /// Nil for padding, foreign characters, an impossible length, or spare bits that are not zero, so
    /// that each value has one spelling.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        Base64Alphabet.urlSafe.decode(Array(text))
    }

    /// The bytes of a text; see ``decode(_:)-(Collection)``.
    public static func decode(_ text: String) -> [UInt8]? {
        decode(text.utf8)
    }
}
