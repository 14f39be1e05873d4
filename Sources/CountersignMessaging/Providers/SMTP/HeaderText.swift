import CountersignCore

/// Writes header fields of mail: ASCII only, no line past 76 characters where it can be helped.
///
/// Source: RFC 5322 sections 2.2.3 and 3.2; RFC 2047 for text outside ASCII.
enum HeaderText {
    /// Longest line without its end, where words allow.
    ///
    /// Source: RFC 2047 section 2, for lines with encoded words; RFC 5322 section 2.1.1 has 78.
    static let lineBytesMax = 76
    /// Longest encoded word: of the 75 bytes of RFC 2047 section 2, what fits beside `Subject: `.
    static let encodedWordBytesMax = 64

    /// A whole field with its line end; `value` is plain text without meaning to mail.
    static func unstructured(_ name: String, _ value: String) -> String {
        field(name, words: isPlain(value) ? folds(clean(value)) : encodedWords(clean(value)))
    }

    /// A field with one mailbox: a display name, where there is one, before the address.
    static func mailbox(_ name: String, _ display: String?, _ address: MailAddress) -> String {
        let bracketed = "<\(address.text)>"
        guard let display, !display.isEmpty else { return field(name, words: [bracketed]) }
        return field(name, words: phrase(clean(display)) + [bracketed])
    }

    /// A field of words that are already written as mail wants them.
    static func field(_ name: String, words: [String]) -> String {
        var text = name + ":"
        var width = text.utf8.count
        for word in words {
            if width + 1 + word.utf8.count > lineBytesMax, width > name.utf8.count + 1 {
                text += "\r\n"
                width = 0
            }
            text += " " + word
            width += 1 + word.utf8.count
        }
        return text + "\r\n"
    }

    // MARK: - Words

    /// What would end the field or hide in it becomes a space.
    private static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(
                scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar
            )
        }
        return String(scalars)
    }

    /// Whether a text can stand as it is: ASCII, nothing that looks like an encoded word, no edges or
    /// runs of blanks that folding would lose, no word past a line.
    private static func isPlain(_ text: String) -> Bool {
        let words = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        return text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && words.allSatisfy { !$0.isEmpty && $0.count < lineBytesMax }
            && !text.contains("=?")
    }

    private static func folds(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }

    /// A display name: bare atoms, a quoted string, or encoded words.
    private static func phrase(_ text: String) -> [String] {
        guard isPlain(text) else { return encodedWords(text) }
        let specials = "()<>[]:;@\\,.\"".utf8
        guard text.utf8.contains(where: specials.contains) else { return folds(text) }
        let escaped = text.unicodeScalars.map { scalar in
            scalar == "\"" || scalar == "\\" ? "\\" + String(scalar) : String(scalar)
        }
        return folds("\"" + escaped.joined() + "\"")
    }

    /// Words `=?utf-8?B?…?=`.
    ///
    /// Source: RFC 2047 section 5: a character never spans two of them.
    private static func encodedWords(_ text: String) -> [String] {
        let start = "=?utf-8?B?"
        let bytesMax = (encodedWordBytesMax - start.utf8.count - 2) / 4 * 3
        var words: [String] = []
        var piece: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if piece.count + bytes.count > bytesMax {
                words.append(start + Base64.encode(piece) + "?=")
                piece = []
            }
            piece += bytes
        }
        if !piece.isEmpty { words.append(start + Base64.encode(piece) + "?=") }
        return words
    }
}
