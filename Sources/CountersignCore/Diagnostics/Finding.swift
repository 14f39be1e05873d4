/// Something wrong in a text file that a person edits, with its place and a remedy.
public struct Finding: Equatable, Sendable {
    /// Path as the person knows it, e.g.
    ///
    /// `Policies/acme.policy`.
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

    /// The finding as a compiler would print it, with the line and a caret under the place.
    ///
    ///     Policies/acme.policy:14:31: unknown signal 'acount_age'; did you mean 'account_age'?
    ///        14 | confirm "new" if acount_age < 7 days
    ///           |                  ^~~~~~~~~~
    public var rendered: String {
        guard line > 0 else { return "\(file): \(message)" }
        let number = String(line)
        let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
        let blank = String(repeating: " ", count: gutter.count)
        let indent = String(repeating: " ", count: max(0, column - 1))
        let caret = "^" + String(repeating: "~", count: length - 1)
        return """
            \(file):\(line):\(column): \(message)
            \(gutter) | \(text)
            \(blank) | \(indent)\(caret)
            """
    }
}
