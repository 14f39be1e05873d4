import CountersignCore

/// An email address that is safe in commands and header fields.
///
/// Shape: ASCII; a local part of dot-separated atoms, one `@`, a host name. No quoted parts, no
/// comments, no address literals. Source: RFC 5321 section 4.1.2, the part that is in use.
struct MailAddress: Equatable, Sendable {
    /// Longest address in bytes.
    ///
    /// Source: RFC 5321 section 4.5.3.1.3, less the brackets.
    static let bytesMax = 254

    let text: String
    /// What stands before the `@`.
    let local: String
    /// What follows the `@`.
    let domain: String

    /// Reads an address; nil when it is none, or when anything in it could end a line or a field.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= MailAddress.bytesMax, parts.count == 2,
            (1...64).contains(parts[0].count), MailAddress.isDotAtom(parts[0]),
            MailAddress.isHost(parts[1])
        else { return nil }
        self.text = text
        self.local = String(decoding: parts[0], as: UTF8.self)
        self.domain = String(decoding: parts[1], as: UTF8.self)
    }

    /// Source: RFC 5322 section 3.2.3.
    private static func isDotAtom(_ bytes: Substring.UTF8View) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { atom in
                !atom.isEmpty
                    && atom.allSatisfy { byte in
                        isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
                    }
            }
    }

    /// Whether some bytes are a host name.
    ///
    /// Source: RFC 1123 section 2.1.
    static func isHost(_ bytes: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...253).contains(bytes.count)
            && bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { label in
                    (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                        && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
                }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20)
    }
}
