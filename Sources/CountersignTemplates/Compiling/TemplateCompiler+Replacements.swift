internal import CountersignCore

/// Stand-ins for typographic characters that make an SMS UCS-2.
///
/// Only characters whose stand-in says the same are in the list: quotes, dashes, spaces, dots. Letters
/// never are: `ç` for `c` would change a word. Source: standard 06, "Safe replacements before counting".
extension TemplateCompiler {
    /// What may stand for a character; nil where nothing may.
    static func standIn(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\u{2032}", "\u{2BC}": "'"
        case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{2033}", "\u{AB}", "\u{BB}": "\""
        case "\u{2039}", "\u{203A}": "'"
        case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}": "-"
        case "\u{2026}": "..."
        case "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}": " "
        case "\u{2022}", "\u{B7}": "-"
        default: nil
        }
    }

    /// Offers stand-ins where they make the whole text 7-bit, and names what else stands in the way: a
    /// language whose letters need UCS-2 anyway keeps its typography.
    mutating func offerReplacements(_ piece: TemplatePieces.Piece, path: String) {
        var foreign: [(scalar: Unicode.Scalar, place: Range<Int>)] = []
        for (step, place) in zip(piece.program.steps, piece.places) {
            guard case .text(let bytes) = step else { continue }
            var start = place.lowerBound
            for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
                let end = start + UTF8.width(scalar)
                if GSMAlphabet.septets(of: scalar) == 0 { foreign.append((scalar, start..<end)) }
                start = end
            }
        }
        guard foreign.allSatisfy({ TemplateCompiler.isLatin($0.scalar) }) else { return }
        let needless = foreign.filter { TemplateCompiler.standIn(for: $0.scalar) == nil }
        guard needless.isEmpty else { return nameForeign(needless, in: piece) }
        for (scalar, place) in foreign {
            guard let text = TemplateCompiler.standIn(for: scalar) else { continue }
            let name = TemplateCompiler.name(of: scalar)
            let finding = piece.text.finding(
                place,
                "\(name) is not in the SMS alphabet, and makes every message UCS-2 with 70 characters in "
                    + "a part instead of 160; write \(text == " " ? "a plain space" : text)"
            )
            let from = piece.text.offsets[place.lowerBound]
            let to = piece.text.offsets[place.upperBound]
            offer(TemplateReplacement(path: path, range: from..<to, text: text, finding: finding))
        }
    }

    /// Names each character that makes a text of Latin letters UCS-2 and has no stand-in, such as `á` or
    /// a padlock: an editor sees that it costs more than itself.
    private mutating func nameForeign(
        _ foreign: [(scalar: Unicode.Scalar, place: Range<Int>)],
        in piece: TemplatePieces.Piece
    ) {
        var named: Set<Unicode.Scalar> = []
        for (scalar, place) in foreign where named.insert(scalar).inserted {
            advise(
                piece.text.finding(
                    place,
                    "'\(scalar)' \(TemplateCompiler.name(of: scalar)) is not in the SMS alphabet, and "
                        + "makes every message UCS-2 with 70 characters in a part instead of 160; "
                        + "say it without"
                )
            )
        }
    }

    /// Whether a text with this character can be of a language that the 7-bit alphabet is made for:
    /// letters of other scripts need UCS-2 whatever else is written.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x250 || (!scalar.properties.isAlphabetic && !isMark(scalar))
    }

    /// Vowel signs and the like, which stand in scripts of their own.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: scalar.value >= 0x370
        default: false
        }
    }
}

extension TemplateReplacement {
    /// A file's text with all of its replacements made; line ends become `\n`.
    public static func applied(
        _ replacements: [TemplateReplacement],
        to text: String
    ) -> String {
        var bytes = SourceText(file: "", text: text).bytes
        for replacement in replacements.sorted(by: { $0.range.lowerBound > $1.range.lowerBound })
        where replacement.range.upperBound <= bytes.count {
            bytes.replaceSubrange(replacement.range, with: Array(replacement.text.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
