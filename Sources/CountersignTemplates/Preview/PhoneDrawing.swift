/// A screen drawn with box characters, for terminals.
public struct PhoneDrawing: Sendable {
    /// Columns between the two sides of a box.
    private static let columnsInside = 44

    /// One line of the drawing.
    public struct Line: Equatable, Sendable {
        /// What it is, so that a terminal may colour it.
        public enum Part: Sendable {
            /// Words of the message.
            case words
            /// Large words: a title, a subject.
            case title
            /// A button.
            case button
            /// The frame, a sender, a remark of ours.
            case frame
        }

        /// The line, without its end.
        public let text: String
        /// What it is.
        public let part: Part
    }

    /// The lines from top to bottom.
    public private(set) var lines: [Line] = []
    private let isRightToLeft: Bool

    /// Draws a screen.
    public init(_ screen: PhoneScreen) {
        isRightToLeft = screen.isRightToLeft
        if let from = screen.from { lines.append(Line(text: "  " + from, part: .frame)) }
        for piece in screen.pieces { draw(piece) }
        if let fallback = screen.fallback {
            lines.append(Line(text: "  without RCS:", part: .frame))
            box { drawing in drawing.words(fallback, .words) }
        }
    }

    private mutating func draw(_ piece: PhoneScreen.Piece) {
        switch piece {
        case .bubble(let text, let buttons):
            box { drawing in
                drawing.words(text, .words)
                drawing.draw(buttons)
            }
        case .card(let card):
            box { drawing in
                if let picture = card.picture {
                    drawing.row("▒▒ \(picture)", .frame)
                    drawing.rule()
                }
                drawing.words(card.title, .title)
                drawing.row("", .words)
                drawing.words(card.text, .words)
                drawing.draw(card.buttons)
            }
        case .mail(let subject, let text, let html):
            box { drawing in
                drawing.words(subject, .title)
                drawing.rule()
                drawing.words(text, .words)
                if let html {
                    drawing.rule()
                    drawing.row("and HTML, \(html.utf8.count) bytes: --html shows it", .frame)
                }
            }
        case .notification(let title, let text):
            box { drawing in
                drawing.words(title, .title)
                drawing.words(text, .words)
            }
        }
    }

    private mutating func draw(_ buttons: [PhoneScreen.Button]) {
        for button in buttons {
            rule()
            let mark =
                switch button.kind {
                case .reply: ""
                case .open: " ↗"
                case .dial: " ☎"
                case .copy: " ⧉"
                }
            let label = "[ \(button.label)\(mark) ]"
            let free = max(0, PhoneDrawing.columnsInside - TextColumns.count(label))
            row(String(repeating: " ", count: free / 2) + label, .button)
        }
    }

    // MARK: - Boxes

    private mutating func box(_ body: (inout PhoneDrawing) -> Void) {
        edge("╭", "╮")
        body(&self)
        edge("╰", "╯")
    }

    private mutating func rule() { edge("├", "┤") }

    private mutating func edge(_ left: String, _ right: String) {
        let line = String(repeating: "─", count: PhoneDrawing.columnsInside + 2)
        lines.append(Line(text: left + line + right, part: .frame))
    }

    private mutating func words(_ text: String, _ part: Line.Part) {
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            for line in TextColumns.wrapped(paragraph, columns: PhoneDrawing.columnsInside) {
                row(line, part)
            }
        }
    }

    private mutating func row(_ text: String, _ part: Line.Part) {
        let free = max(0, PhoneDrawing.columnsInside - TextColumns.count(text))
        let blank = String(repeating: " ", count: free)
        // A terminal that reorders text keeps the frame where it is: the words are a run of their own.
        let inside = isRightToLeft ? blank + "\u{2067}\(text)\u{2069}" : text + blank
        lines.append(Line(text: "│ \(inside) │", part: part))
    }
}
