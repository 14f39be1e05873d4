/// How many columns of a terminal a text takes.
///
/// Source: Unicode Standard Annex 11, "East Asian Width": wide and full-width characters take two, marks
/// on others none.
enum TextColumns {
    /// Ranges of wide characters that are in use, by their first and last scalar.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
        0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]

    /// Columns of a text without line ends.
    static func count(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// A paragraph in lines of at most so many columns, broken between words where there are any.
    static func wrapped(_ paragraph: some StringProtocol, columns most: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var width = 0
        for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
            let wordWidth = count(word)
            let gap = line.isEmpty ? 0 : 1
            if width + gap + wordWidth <= most {
                line += (gap == 1 ? " " : "") + word
                width += gap + wordWidth
                continue
            }
            if !line.isEmpty { lines.append(line) }
            (line, width) = ("", 0)
            // A word of its own line, or a script without blanks: it is cut between characters.
            for character in word {
                let step = count(String(character))
                if width + step > most {
                    lines.append(line)
                    (line, width) = ("", 0)
                }
                line.append(character)
                width += step
            }
        }
        return lines + [line]
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
        }
    }
}
