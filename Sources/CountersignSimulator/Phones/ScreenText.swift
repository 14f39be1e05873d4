import CountersignAPI
import CountersignCore

/// A simulated phone's screen for a terminal.
///
///     ┌─ SIMULATOR · SMS from ACME to +49•••••••678 ─────────────┐
///     │ Pay 49.99 EUR to Acme Shoes? Your code is 042917. Valid  │
///     │ 5 min. Never share it, not even with us.                 │
///     └─ 2026-11-23T10:00:00Z ───────────────────────────────────┘
public enum ScreenText {
    /// Columns that a card takes at most.
    public static let columnsMax = 60
    private static let textColumnsMax = columnsMax - 4

    /// A message as a card of at most ``columnsMax`` columns, without a line break at its end.
    public static func card(_ message: SimulatedMessage) -> String {
        let heading =
            "SIMULATOR · \(name(of: message.channel)) from \(message.from) to \(message.to.masked)"
        var lines = message.title.map { wrapped($0) + [[]] } ?? []
        lines += wrapped(message.text)
        if !message.buttons.isEmpty { lines.append([]) }
        for button in message.buttons { lines += wrapped("[ \(button) ]") }
        let body = lines.map { line in
            "│ \(text(line))\(blank(textColumnsMax - width(line))) │"
        }
        return ([edge("┌", heading, "┐")] + body + [edge("└", message.at.rfc3339, "┘")])
            .joined(separator: "\n")
    }

    private static func name(of channel: Channel) -> String {
        switch channel {
        case .sms: "SMS"
        case .whatsapp: "WhatsApp"
        case .rcs: "RCS"
        case .email: "email"
        case .push: "push"
        }
    }

    /// An edge of the card with a label in it, cut where it is too long.
    private static func edge(_ left: String, _ label: String, _ right: String) -> String {
        var shown = label.map(ShownCharacter.init)
        if width(shown) > textColumnsMax - 2 {
            while width(shown) > textColumnsMax - 3 { shown.removeLast() }
            shown.append(ShownCharacter("…"))
        }
        let rest = columnsMax - 5 - width(shown)
        return "\(left)─ \(text(shown)) \(String(repeating: "─", count: rest))\(right)"
    }

    /// The lines of a text, broken at spaces, or within a word that has no line of its own.
    private static func wrapped(_ text: String) -> [[ShownCharacter]] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap { line in
            var lines: [[ShownCharacter]] = [[]]
            for word in line.split(separator: " ") {
                let word = word.map(ShownCharacter.init)
                let space = lines[lines.count - 1].isEmpty ? 0 : 1
                if width(lines[lines.count - 1]) + space + width(word) > textColumnsMax, space == 1
                {
                    lines.append([])
                } else if space == 1 {
                    lines[lines.count - 1].append(ShownCharacter(" "))
                }
                for character in word {
                    if width(lines[lines.count - 1]) + character.width > textColumnsMax {
                        lines.append([])
                    }
                    lines[lines.count - 1].append(character)
                }
            }
            return lines
        }
    }

    private static func width(_ characters: [ShownCharacter]) -> Int {
        characters.reduce(0) { $0 + $1.width }
    }

    /// Tabs would move the card's right edge.
    private static func text(_ characters: [ShownCharacter]) -> String {
        characters.map { $0.text == "\t" ? " " : $0.text }.joined()
    }

    private static func blank(_ columns: Int) -> String {
        String(repeating: " ", count: max(0, columns))
    }
}
