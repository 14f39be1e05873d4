import CountersignCore

/// The client's key of a request that may be repeated.
///
/// Source: the Idempotency-Key draft, where it is a quoted string; bare ones are widespread, and both
/// spellings are the same key.
enum IdempotencyKey {
    /// Most characters of a key.
    static let charactersMax = 255

    /// Reads the header's value; nil when it is not 1 to 255 printable ASCII characters, bare or quoted.
    static func read(_ value: String) -> [UInt8]? {
        let bytes = Array(value.utf8)
        guard let first = bytes.first else { return nil }
        let key: [UInt8]
        if first == UInt8(ascii: "\"") {
            guard let quoted = unquoted(bytes) else { return nil }
            key = quoted
        } else {
            guard !bytes.contains(UInt8(ascii: "\"")), first != 0x20, bytes.last != 0x20 else {
                return nil
            }
            key = bytes
        }
        guard (1...charactersMax).contains(key.count),
            key.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        return key
    }

    /// The content of a structured-field string without parameters.
    ///
    /// Source: RFC 9651, section 3.3.3.
    private static func unquoted(_ bytes: [UInt8]) -> [UInt8]? {
        var key: [UInt8] = []
        var isEscaped = false
        for (place, byte) in bytes.enumerated().dropFirst() {
            if isEscaped {
                guard byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") else { return nil }
                key.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return place == bytes.count - 1 ? key : nil
            } else {
                key.append(byte)
            }
        }
        return nil
    }

    /// What the key is kept under: merchant, mode, path and key, each ended by a zero byte but the last.
    static func digestInput(
        of key: [UInt8],
        merchant: MerchantID,
        mode: Mode,
        path: String
    ) -> [UInt8] {
        var input: [UInt8] = []
        input.reserveCapacity(key.count + path.utf8.count + 80)
        for part in [merchant.text, mode.rawValue, path] {
            input.append(contentsOf: part.utf8)
            input.append(0)
        }
        input.append(contentsOf: key)
        return input
    }
}
