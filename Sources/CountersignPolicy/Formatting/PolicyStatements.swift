/// A policy's text as its statements, each with the comments and blank lines around it.
struct PolicyStatements {
    /// What stands on a line without words.
    enum Apart: Equatable {
        case blank
        case comment(String)
    }

    /// Words up to a comment; a line ends behind them.
    struct Part {
        var tokens: [PolicyToken]
        /// The comment on the same line.
        var comment: String?
        /// Comments on lines of their own before the statement's next part.
        var commentsBelow: [String] = []
    }

    /// One statement.
    struct Statement {
        /// Lines without words between the statement before and this one.
        let above: [Apart]
        /// At least one; more where comments stand within the statement.
        var parts: [Part]

        /// The word that says what it is about.
        var first: PolicyToken { parts[0].tokens[0] }

        /// Whether it is one of the settings under `defaults`.
        var isSetting: Bool {
            guard first.kind == .word, PolicyLine.settingWords.contains(first.text) else {
                return false
            }
            return first.text != "confirm" || parts[0].tokens.dropFirst().first?.text == "by"
        }

        /// Whether it names the time zone.
        var isTimeZone: Bool { first.text == "time" }

        /// How many words say what a rule does and what it is called; 0 for other statements.
        var headCount: Int {
            guard !isSetting, ["block", "skip", "confirm", "shadow"].contains(first.text),
                let name = parts[0].tokens.firstIndex(where: { $0.kind == .quoted })
            else { return 0 }
            return name + 1
        }
    }

    private(set) var statements: [Statement] = []
    /// Lines without words behind the last statement.
    private(set) var below: [Apart] = []

    /// Statements of a sound policy's text with `\n` as line ends.
    init(_ bytes: [UInt8]) {
        var start = 0
        for place in 0...bytes.count where place == bytes.count || bytes[place] == 0x0A {
            let tokens = PolicyLexer.tokens(bytes, start..<place)
            let end = tokens.last?.range.upperBound ?? start
            take(tokens, comment: PolicyStatements.comment(bytes[end..<place]))
            start = place + 1
        }
    }

    private mutating func take(_ tokens: [PolicyToken], comment: String?) {
        guard let first = tokens.first else {
            below.append(comment.map { .comment($0) } ?? .blank)
            return
        }
        let part = Part(tokens: tokens, comment: comment)
        if first.goesOn, !statements.isEmpty {
            statements[statements.count - 1].goOn(with: part, after: below)
        } else {
            statements.append(Statement(above: below, parts: [part]))
        }
        below = []
    }

    /// The comment behind a line's last word, without white space at its end.
    private static func comment(_ rest: ArraySlice<UInt8>) -> String? {
        guard let start = rest.firstIndex(of: UInt8(ascii: "#")),
            let last = rest.lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
        else { return nil }
        return String(decoding: rest[start...last], as: UTF8.self)
    }
}

extension PolicyStatements.Statement {
    fileprivate mutating func goOn(
        with part: PolicyStatements.Part,
        after apart: [PolicyStatements.Apart]
    ) {
        let comments = apart.compactMap { line in
            if case .comment(let text) = line { text } else { nil }
        }
        let last = parts.count - 1
        if parts[last].comment == nil, comments.isEmpty {
            parts[last].tokens += part.tokens
            parts[last].comment = part.comment
        } else {
            parts[last].commentsBelow += comments
            parts.append(part)
        }
    }
}
