internal import CountersignCore

/// Makes a stranger's words harmless within a message that carries a code.
///
/// The words stay recognisable; what a phone would act on goes: digits that autofill could take for
/// the code are broken up by apostrophes (`2000` becomes `20'00`), hosts lose their link
/// (`shop.example` becomes `shop .example`), an `@` never begins the text, and characters that could
/// end or reorder the line become spaces. Source: templates.md, "Placeholders".
enum SafeText {
    /// The words as they may stand in a message.
    /// - Parameter withinRightToLeft: whether the text around them runs from right to left.
    static func make(
        _ text: String,
        in setting: Program.Setting,
        withinRightToLeft: Bool = false
    ) -> String {
        if isHarmless(text) {
            // Letters at both ends keep everything between them in order (UAX #9, N1 and W7).
            let keepsOrder = !withinRightToLeft || isOneRun(text)
            return keepsOrder ? text : isolated(text)
        }
        return rewrite(Array(text.unicodeScalars), in: setting, withinRightToLeft)
    }

    /// Whether an ASCII text begins and ends with a letter.
    private static func isOneRun(_ text: String) -> Bool {
        [text.utf8.first, text.utf8.last].allSatisfy { byte in
            byte.map { (97...122).contains($0 | 0x20) } ?? true
        }
    }

    /// A run of its own, so that the amount and the digits beside it keep their order (UAX #9, 2.5).
    private static func isolated(_ text: String) -> String { "\u{2068}\(text)\u{2069}" }

    /// Plain letters, spaces and short numbers, as nearly every name is: one pass, no copy.
    private static func isHarmless(_ text: String) -> Bool {
        var digits = 0
        var followsDigit = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                followsDigit = true
                if digits >= LiteralCheck.digitsInARowMin { return false }
                continue
            case UInt8(ascii: " ") where followsDigit, UInt8(ascii: "-") where followsDigit:
                followsDigit = false
                continue
            case UInt8(ascii: "."), UInt8(ascii: ":"): return false
            case UInt8(ascii: "@") where index == 0: return false
            case 0x20..<0x7F: break
            default: return false
            }
            digits = 0
            followsDigit = false
        }
        return true
    }

    /// The same with an apostrophe for each single space or hyphen within four digits or more: phones
    /// take `482 913` and `482-913` for codes too.
    private static func closingGaps(of scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var closed = scalars
        var gaps: [Int] = []
        var digits = 0
        for (place, scalar) in scalars.enumerated() {
            if isDigit(scalar) {
                digits += 1
                if digits >= LiteralCheck.digitsInARowMin {
                    for gap in gaps { closed[gap] = "'" }
                    gaps = []
                }
            } else if place > 0, isDigit(scalars[place - 1]), place + 1 < scalars.count,
                isDigit(scalars[place + 1]), isGap(scalar)
            {
                gaps.append(place)
            } else {
                digits = 0
                gaps = []
            }
        }
        return closed
    }

    /// What a phone may skip between digits; forbidden characters become spaces.
    static func isGap(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDash
            || PlainText.isForbidden(scalar)
    }

    private static func rewrite(
        _ words: [Unicode.Scalar],
        in setting: Program.Setting,
        _ withinRightToLeft: Bool
    ) -> String {
        let scalars = closingGaps(of: words)
        var result = String.UnicodeScalarView()
        var isRightToLeft = false
        var place = 0
        if scalars.first == "@" { result.append(" ") }
        while place < scalars.count {
            let scalar = scalars[place]
            if isDigit(scalar) {
                let end = scalars[place...].firstIndex { !isDigit($0) } ?? scalars.count
                appendDigits(scalars[place..<end], to: &result)
                isRightToLeft = isRightToLeft || isRightToLeftLetter(scalar)
                place = end
                continue
            }
            if isDot(scalar), isHostDot(at: place, in: scalars) { result.append(" ") }
            if scalar == "/", place > 0, scalars[place - 1] == ":", place + 1 < scalars.count,
                scalars[place + 1] == "/"
            {
                result.append(" ")
            }
            isRightToLeft = isRightToLeft || isRightToLeftLetter(scalar)
            append(scalar, in: setting, to: &result)
            place += 1
        }
        let keepsOrder =
            withinRightToLeft
            ? isRun(scalars, ofRightToLeft: isRightToLeft) : !isRightToLeft
        return keepsOrder ? String(result) : isolated(String(result))
    }

    private static func append(
        _ scalar: Unicode.Scalar,
        in setting: Program.Setting,
        to result: inout String.UnicodeScalarView
    ) {
        if PlainText.isForbidden(scalar) { return result.append(" ") }
        guard setting == .plain else { return result.append(scalar) }
        // Typographic marks that would double the price of an SMS. Source: 3GPP TS 23.038.
        switch scalar {
        case "\u{2018}", "\u{2019}": result.append("'")
        case "\u{201C}", "\u{201D}": result.append("\"")
        case "\u{2013}", "\u{2014}": result.append("-")
        case "\u{2026}": result.append(contentsOf: "...".unicodeScalars)
        case "\u{A0}", "\u{2009}", "\u{202F}": result.append(" ")
        default: result.append(scalar)
        }
    }

    /// Groups of at most three; the first groups take what is over.
    private static func appendDigits(
        _ digits: ArraySlice<Unicode.Scalar>,
        to result: inout String.UnicodeScalarView
    ) {
        guard digits.count >= LiteralCheck.digitsInARowMin else {
            return result.append(contentsOf: digits)
        }
        let groups = (digits.count + 2) / 3
        for group in 0..<groups {
            if group > 0 { result.append("'") }
            let from = digits.startIndex + digits.count * group / groups
            let to = digits.startIndex + digits.count * (group + 1) / groups
            result.append(contentsOf: digits[from..<to])
        }
    }

    /// Whether this is a decimal digit of any script.
    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return ("0"..."9").contains(scalar) }
        return scalar.properties.generalCategory == .decimalNumber
    }

    /// The full stop, and what browsers and mail programs take for one in a host's name.
    ///
    /// Source: UTS #46, 4 (U+3002, and U+FF0E and U+FF61 that map to one); NFKC for U+2024.
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "\u{3002}", "\u{FF0E}", "\u{FF61}", "\u{2024}": true
        default: false
        }
    }

    /// A dot with a letter or digit before it and two letters after it, as in a host's name.
    private static func isHostDot(at place: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard place > 0, place + 2 < scalars.count else { return false }
        let before = scalars[place - 1].properties
        return (before.isAlphabetic || isDigit(scalars[place - 1]))
            && scalars[place + 1].properties.isAlphabetic
            && scalars[place + 2].properties.isAlphabetic
    }

    /// Whether words within right-to-left text need no marks: they begin and end with a letter, and all
    /// their letters run one way.
    private static func isRun(
        _ scalars: [Unicode.Scalar],
        ofRightToLeft isRightToLeft: Bool
    ) -> Bool {
        guard let first = scalars.first, let last = scalars.last,
            first.properties.isAlphabetic, last.properties.isAlphabetic
        else { return false }
        return !isRightToLeft
            || scalars.allSatisfy { !$0.properties.isAlphabetic || isRightToLeftLetter($0) }
    }

    /// Blocks of the scripts that are written from right to left, their digits included.
    private static func isRightToLeftLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}
