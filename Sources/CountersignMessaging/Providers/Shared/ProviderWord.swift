import CountersignCore

/// Words of a provider, made safe to store and to show.
enum ProviderWord {
    /// Longest id of a provider that is kept, in bytes.
    static let referenceBytesMax = 256
    /// Longest word for a failure, in bytes.
    static let failureBytesMax = 64

    /// Ids and codes come as strings or as numbers.
    static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        default: nil
        }
    }

    /// A provider's own id of a message, kept only if it is short printable ASCII.
    static func reference(_ text: String) -> String? {
        guard (1...referenceBytesMax).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return text
    }

    /// The word itself if it is one, else `other`: free text could carry a number or a code.
    static func failure(_ text: String) -> String {
        let fits =
            (1...failureBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                default: "-_.:".utf8.contains(byte)
                }
            }
        return fits ? text : "other"
    }

    /// The digits of a phone number with or without its plus sign; nil for anything else.
    static func digits(_ text: String) -> String? {
        let digits = text.hasPrefix("+") ? text.utf8.dropFirst() : text.utf8[...]
        guard (1...15).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// A numeric code of at most six digits, written as a number or as a string of digits.
    static func code(_ value: JSONValue?) -> Int? {
        guard let text = value.flatMap(ProviderWord.text), (1...6).contains(text.utf8.count),
            text.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(text)
    }

    /// A moment in UTC, to the second: RFC 3339, a fraction or an offset of nothing allowed.
    static func moment(_ text: String) -> Instant? {
        guard text.utf8.count >= 20 else { return nil }
        var rest = text.utf8.dropFirst(19)
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { (48...57).contains($0) }
        }
        let isUTC = ["Z", "+0000", "+00:00"].contains { rest.elementsEqual($0.utf8) }
        return isUTC
            ? Instant(rfc3339: String(decoding: text.utf8.prefix(19), as: UTF8.self) + "Z") : nil
    }
}
