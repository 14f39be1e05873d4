internal import CountersignCore

/// Slips that people bring from elsewhere: other languages' signs and words, word processors' characters.
enum PolicySlips {
    /// What to write instead of a sign that the language does not have; nil for one that it has, and for
    /// one that nobody types by habit.
    static func advice(on token: PolicyToken) -> String? {
        guard token.kind == .mark, let scalar = token.text.unicodeScalars.first else { return nil }
        switch scalar {
        case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "\u{201A}", "«", "»", "'",
            "`":
            return "names and texts stand in straight double quotes, \"…\"; '\(token.text)' is none"
        case "≤": return "'≤' is written <="
        case "≥": return "'≥' is written >="
        case "≠": return "'≠' is written !="
        case "&": return "'&' is written and"
        case "|": return "'|' is written or"
        case "!": return "'!' is written not"
        case ";": return "nothing ends a line but its end; leave ';' out"
        default: break
        }
        guard !scalar.isASCII,
            scalar.properties.isWhitespace || PlainText.isForbidden(scalar)
        else { return nil }
        return "'\(token.quotable)' stands here, which looks like a space or like nothing; "
            + "write a plain space"
    }

    /// What to write instead of a relation with a sign too many, such as `=<`; nil where none stands.
    static func relation(_ first: PolicyToken, _ second: PolicyToken?) -> String? {
        guard let second, second.range.lowerBound == first.range.upperBound else { return nil }
        switch first.text + second.text {
        case "=<": return "'=<' is written <="
        case "=>": return "'=>' is written >="
        case "==": return "'==' is written ="
        case "<>": return "'<>' is written !="
        case "!==": return "'!==' is written !="
        default: return nil
        }
    }

    /// The word that the language has for what another says.
    static let words = [
        "else": "otherwise", "default": "otherwise", "deny": "block", "reject": "block",
        "decline": "block", "refuse": "block", "allow": "skip", "approve": "skip",
        "accept": "skip", "pass": "skip", "ask": "confirm", "challenge": "confirm",
        "verify": "confirm", "timezone": "time zone",
    ]

    /// Codes of countries that are said otherwise in ISO 3166-1.
    static let countries = ["UK": "GB", "EL": "GR"]
}
