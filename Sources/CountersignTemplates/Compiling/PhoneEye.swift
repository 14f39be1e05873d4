/// How far a phone has read a text in which it looks for a code and for links.
///
/// A finite automaton over classes of characters. A text is safe when it never reaches a fault: no run of
/// four digits or more beside the code, nothing that touches the code, nothing that looks like a link.
/// Digits with a single space or hyphen between them count as one run, as phones read `482 913`; any
/// other character ends a run. A link is `://`, or a full stop with a letter or digit before it and two
/// letters behind it: Latin ones where the template's own words are read, as top-level domains in other
/// scripts are none of a sentence's words, and any in a stranger's, see ``SafeText``.
struct PhoneEye: Hashable, Sendable {
    /// What a character is to the eye.
    enum Glyph: CaseIterable, Sendable {
        case digit, letter, gap, dot, colon, slash, other
        /// A letter of another script than Latin.
        case foreignLetter
        /// The code itself, whole.
        case code
    }

    /// What a phone would take wrongly.
    enum Fault: Hashable, Sendable {
        /// Digits that are not the code.
        case digits
        /// The code grows by what stands beside it.
        case touchedCode
        /// Something to tap on.
        case link
    }

    private enum Link: Hashable { case nothing, word, dot, dotLetter, colon, colonSlash }

    /// Digits of the run so far, 0 to 3.
    private var run = 0
    /// Whether the run, or the code, is followed by one gap.
    private var isGap = false
    /// Whether the code came last.
    private var isAfterCode = false
    private var link = Link.nothing

    /// Before the first character.
    static let start = PhoneEye()

    /// Reads one character; a fault when it should not be there.
    mutating func read(_ glyph: Glyph) -> Fault? {
        let before = self
        link = before.link(after: glyph)
        isGap = false
        isAfterCode = false
        run = 0
        switch glyph {
        case .code:
            isAfterCode = true
            let isTouched = before.run > 0 || before.isAfterCode || before.endsInLetter
            link = .word
            return isTouched ? .touchedCode : nil
        case .digit:
            if before.isAfterCode { return .touchedCode }
            run = before.run + 1
            if run > 3 { return .digits }
        case .gap:
            // A second gap ends the run.
            if !before.isGap, before.run > 0 || before.isAfterCode {
                run = before.run
                isAfterCode = before.isAfterCode
                isGap = true
            }
        case .letter:
            if before.isAfterCode, !before.isGap { return .touchedCode }
            if before.link == .dotLetter { return .link }
        case .foreignLetter:
            if before.isAfterCode, !before.isGap { return .touchedCode }
        case .slash:
            if before.link == .colonSlash { return .link }
        case .dot, .colon, .other: break
        }
        return nil
    }

    /// Whether the character just read is a letter.
    private var endsInLetter: Bool { run == 0 && (link == .word || link == .dotLetter) }

    private func link(after glyph: Glyph) -> Link {
        switch (glyph, link) {
        case (.letter, .dot): .dotLetter
        case (.letter, _), (.digit, _), (.foreignLetter, _): .word
        case (.dot, .word), (.dot, .dotLetter): .dot
        case (.colon, _): .colon
        case (.slash, .colon): .colonSlash
        default: .nothing
        }
    }

    /// What a character is; nil for those that combine with the one before and that no phone counts.
    static func glyph(of scalar: Unicode.Scalar) -> Glyph {
        if scalar.isASCII {
            switch scalar {
            case "0"..."9": return .digit
            case "a"..."z", "A"..."Z": return .letter
            case " ", "-": return .gap
            case ".": return .dot
            case ":": return .colon
            case "/": return .slash
            default: return .other
            }
        }
        if SafeText.isDigit(scalar) { return .digit }
        if SafeText.isGap(scalar) { return .gap }
        guard scalar.properties.isAlphabetic else { return .other }
        return scalar.value < 0x0250 ? .letter : .foreignLetter
    }
}
