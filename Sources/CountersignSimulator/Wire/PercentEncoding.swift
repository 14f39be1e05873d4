import CountersignCore

/// Percent-encoded text of paths and queries.
///
/// Source: RFC 3986 section 2.1. A plus is a plus.
enum PercentEncoding {
    /// The text; nil when a percent sign is not followed by two hexadecimal digits, or when the
    /// bytes are no UTF-8.
    static func decode(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2,
                let decoded = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self))
            else { return nil }
            bytes += decoded
            rest.removeFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The parameters of a query in order; nil when one can't be decoded.
    static func parameters(_ query: String) -> [(name: String, value: String)]? {
        var parameters: [(name: String, value: String)] = []
        for part in query.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decode(pair[0]), let value = decode(pair.count == 2 ? pair[1] : "")
            else { return nil }
            parameters.append((name, value))
        }
        return parameters
    }
}
