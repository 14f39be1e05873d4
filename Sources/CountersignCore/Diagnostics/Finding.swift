/// Something wrong in a text file that a person edits, with its place and a remedy.
public struct Finding: Error, Equatable, Sendable {
    /// Path as the person knows it, such as `Policies/acme.policy`.
    public let file: String
    /// Line, from 1; 0 when the finding is about the file as a whole.
    public let line: Int
    /// Column in characters, from 1; 0 when the finding is about the file as a whole.
    public let column: Int
    /// How many characters the caret underlines, at least 1.
    public let length: Int
    /// What is wrong and what to write instead, one sentence, no secret.
    public let message: String
    /// The line itself, without its line end; empty when the file as a whole is meant.
    public let text: String

    /// A finding at a place.
    public init(
        file: String,
        line: Int = 0,
        column: Int = 0,
        length: Int = 1,
        message: String,
        text: String = ""
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
        self.message = message
        self.text = text
    }

    /// A finding at a place of a text.
    public init(file: String, place: TextPlace, length: Int = 1, message: String) {
        self.init(
            file: file,
            line: place.line,
            column: place.column,
            length: length,
            message: message,
            text: place.text
        )
    }

    /// The finding as a compiler would print it, with the line and a caret under the place.
    ///
    ///     Policies/acme.policy:14:31: unknown signal 'acount_age'; did you mean 'account_age'?
    ///        14 | confirm "new" if acount_age < 7 days
    ///           |                  ^~~~~~~~~~
    ///
    /// Tabs stay tabs, wide characters count double, and characters that could move the cursor or
    /// reorder the line show as U+FFFD. A line past 160 characters shows the part around the place.
    public var rendered: String {
        guard line > 0 else { return "\(file): \(message)" }
        let number = String(line)
        let gutter = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number
        let blank = String(repeating: " ", count: gutter.utf8.count)
        let shown = excerpt
        return """
            \(file):\(line):\(column): \(message)
            \(gutter) | \(shown.text)
            \(blank) | \(shown.indent)\(shown.caret)
            """
    }

    private static let charactersMax = 160

    /// The line as it is shown, what stands before the caret, and the caret.
    private var excerpt: (text: String, indent: String, caret: String) {
        var line = Array(text)
        var place = max(0, column - 1)
        var marked = length
        if line.count > Finding.charactersMax {
            let start = max(0, min(place - 60, line.count - Finding.charactersMax))
            let end = start + Finding.charactersMax
            marked = max(1, min(place + length, end) - place)
            line = (start > 0 ? ["…"] : []) + line[start..<end] + (end < line.count ? ["…"] : [])
            place = place - start + (start > 0 ? 1 : 0)
        }
        let shown = line.map(ShownCharacter.init)
        // The place may be the end of the line, and the mark may reach past it.
        let indent =
            shown.prefix(place).map(\.blank).joined()
            + String(repeating: " ", count: max(0, place - shown.count))
        let covered = shown.dropFirst(place).prefix(marked)
        let width = covered.reduce(marked - covered.count) { $0 + $1.width }
        return (
            shown.map(\.text).joined(), indent, "^" + String(repeating: "~", count: width - 1)
        )
    }
}
