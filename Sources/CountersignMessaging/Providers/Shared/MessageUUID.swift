import CountersignCore

/// A message's id in the form of a UUID, for providers that take no other form.
///
/// The same message gives the same UUID on every attempt, so that a repeat is recognised.
/// Source: RFC 9562 section 5.8 (version 8, over the first 16 bytes of SHA-256 of the id's text).
enum MessageUUID {
    /// The UUID in lower-case hexadecimal with hyphens.
    static func text(of message: MessageID, crypto: ProviderCrypto) -> String {
        var bytes = Array(crypto.hash(.sha256, Array(message.text.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
        return groups.map { Hex.encode(bytes[$0]) }.joined(separator: "-")
    }
}
