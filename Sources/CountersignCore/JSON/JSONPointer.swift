/// JSON Pointer, the way to name a place in a document.
///
/// Source: RFC 6901.
///
///     JSONPointer.of("amount", "value")   // "/amount/value"
public enum JSONPointer {
    /// The pointer through some names and indices; `""`, the whole document, for none.
    public static func of(_ tokens: String...) -> String {
        tokens.reduce("") { $0 + "/" + escape($1) }
    }

    /// A pointer one step further down.
    public static func appending(_ token: String, to pointer: String) -> String {
        pointer + "/" + escape(token)
    }

    /// The reference tokens of a pointer, unescaped; nil when it is no pointer.
    public static func tokens(_ pointer: String) -> [String]? {
        guard !pointer.isEmpty else { return [] }
        guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
        var tokens: [String] = []
        let parts = pointer.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"),
            omittingEmptySubsequences: false
        )
        for part in parts {
            guard let token = unescape(Array(part)) else { return nil }
            tokens.append(token)
        }
        return tokens
    }

    private static func unescape(_ token: [UInt8]) -> String? {
        var bytes: [UInt8] = []
        var place = 0
        while place < token.count {
            if token[place] == UInt8(ascii: "~") {
                guard place + 1 < token.count else { return nil }
                switch token[place + 1] {
                case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
                case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
                default: return nil
                }
                place += 2
            } else {
                bytes.append(token[place])
                place += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// One reference token, with `~` and `/` escaped.
    public static func escape(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
        var text = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
