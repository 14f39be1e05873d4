/// A character as a terminal shows it: harmless, and with a width.
public struct ShownCharacter: Sendable {
    /// The character; U+FFFD in place of one that could move the cursor or reorder the line.
    public let text: String
    /// Columns of a terminal: 2 for wide characters, else 1.
    public let width: Int

    /// A character as it may be shown.
    public init(_ character: Character) {
        let isTab = character == "\t"
        let isHarmful = character.unicodeScalars.contains { PlainText.isForbidden($0) }
        // A variation selector asks for the coloured form of an emoji and can't harm here.
        let isEmoji = character.unicodeScalars.contains { $0.value == 0xFE0F || $0.value == 0x20E3 }
        text = isHarmful && !isTab && !isEmoji ? "\u{FFFD}" : String(character)
        width = isTab || text == "\u{FFFD}" ? 1 : ShownCharacter.isWide(character) ? 2 : 1
    }

    /// What stands below the character to the left of a caret.
    var blank: String { text == "\t" ? "\t" : String(repeating: " ", count: width) }

    /// Whether terminals give a character two columns.
    ///
    /// Source: Unicode UAX #11, classes W and F, by their blocks; emoji by their presentation.
    private static func isWide(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
                0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
                0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD, 0xFE0F:
                true
            default: scalar.properties.isEmojiPresentation
            }
        }
    }
}
