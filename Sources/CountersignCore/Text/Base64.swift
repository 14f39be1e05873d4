/// Base64 in the standard alphabet with padding, canonical or refused.
///
/// Source: RFC 4648 section 4.
public enum Base64 {
    /// The padded text of some bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let text = Base64Alphabet.standard.encode(Array(bytes), isPadded: true)
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a padded text; nil when it is not exactly what ``encode(_:)`` prints.
    public static func decode(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count % 4 == 0 else { return nil }
        let padding = bytes.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        return Base64Alphabet.standard.decode(Array(bytes.dropLast(padding)))
    }
}
