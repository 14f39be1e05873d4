internal import CountersignCore

/// Lays a policy's statements out.
struct PolicyLayout {
    /// Longest line that is not broken, in columns; a comment behind it does not count.
    static let columnsMax = 100
    /// Columns of one level.
    static let indent = 4
    /// Columns of the longest word that begins a rule other than a shadow rule, `confirm`.
    static let kindColumns = 7
    /// Longest head of a rule that others are aligned with, in columns: one long name does not push all
    /// conditions to the right.
    static let headColumnsMax = 40
    /// Columns between a line and its comment.
    static let commentGap = 3
    /// Longest line that comments of lines around it are aligned with.
    static let commentColumnMax = 60

    /// One line of the result.
    private enum Line {
        case blank
        case comment(String)
        case code(String, comment: String?)
    }

    private var lines: [Line] = []

    /// The layout of a sound policy.
    init(_ statements: PolicyStatements) {
        let columns = PolicyLayout.ruleColumns(statements.statements)
        for (statement, column) in zip(statements.statements, columns) {
            let indent = statement.isSetting ? PolicyLayout.indent : 0
            add(statement.above, indent: indent)
            add(statement, indent: indent, column: column)
        }
        add(statements.below, indent: 0)
        if case .blank? = lines.last { lines.removeLast() }
    }

    /// The whole text.
    var text: String {
        let columns = commentColumns
        var text = ""
        for (line, column) in zip(lines, columns) {
            switch line {
            case .blank: break
            case .comment(let comment): text += comment
            case .code(let code, let comment):
                text += code
                if let comment {
                    let gap = max(PolicyLayout.commentGap, column - PolicyLayout.width(of: code))
                    text += String(repeating: " ", count: gap) + comment
                }
            }
            text += "\n"
        }
        return text
    }

    // MARK: - Lines

    private mutating func add(_ apart: [PolicyStatements.Apart], indent: Int) {
        for line in apart {
            switch line {
            case .comment(let text): lines.append(.comment(PolicyLayout.blank(indent) + text))
            case .blank:
                if case .blank? = lines.last { continue }
                if !lines.isEmpty { lines.append(.blank) }
            }
        }
    }

    private mutating func add(
        _ statement: PolicyStatements.Statement,
        indent: Int,
        column: Int
    ) {
        let below = PolicyLayout.blank(indent + PolicyLayout.indent)
        var breaks = PolicyBreaks()
        for (place, part) in statement.parts.enumerated() {
            var opening = PolicyLayout.blank(indent)
            var tokens = part.tokens[...]
            var ranks = part.tokens.map { breaks.rank(before: $0) }[...]
            if place == 0, statement.headCount > 0 {
                opening = PolicyLayout.head(of: statement)
                tokens = tokens.dropFirst(statement.headCount)
                ranks = ranks.dropFirst(statement.headCount)
                if !tokens.isEmpty { opening = PolicyLayout.padded(opening, to: column) + " " }
            } else if place > 0 {
                opening = below
            }
            if statement.isTimeZone {
                // The name is one word to a reader and several to the lexer.
                if place == 0 { opening += tokens.prefix(2).spaced + " " }
                let name = tokens.dropFirst(place == 0 ? 2 : 0).map(\.written).joined()
                add([name], opening, below, part)
                continue
            }
            let pieces = PolicyBreaks.pieces(
                tokens,
                ranks,
                widthMax: PolicyLayout.columnsMax - PolicyLayout.width(of: opening),
                restWidthMax: PolicyLayout.columnsMax - PolicyLayout.width(of: below)
            )
            add(pieces, opening, below, part)
        }
    }

    /// The lines of one part, the comment behind the last and its other comments below.
    private mutating func add(
        _ pieces: [String],
        _ opening: String,
        _ below: String,
        _ part: PolicyStatements.Part
    ) {
        let pieces = pieces.isEmpty ? [""] : pieces
        for (number, piece) in pieces.enumerated() {
            let code = (number == 0 ? opening : below) + piece
            let isLast = number == pieces.count - 1
            lines.append(.code(code, comment: isLast ? part.comment : nil))
        }
        lines += part.commentsBelow.map { .comment(below + $0) }
    }

    // MARK: - Columns

    /// The columns that each rule's head takes: as many as the longest of the rules next to it.
    private static func ruleColumns(_ statements: [PolicyStatements.Statement]) -> [Int] {
        var columns = [Int](repeating: 0, count: statements.count)
        var start = 0
        while start < statements.count {
            var end = start + 1
            guard statements[start].headCount > 0 else {
                start = end
                continue
            }
            while end < statements.count, statements[end].headCount > 0,
                statements[end].above.isEmpty
            {
                end += 1
            }
            let widths = statements[start..<end].map { width(of: head(of: $0)) }
            let longest = widths.filter { $0 <= headColumnsMax }.max() ?? 0
            for place in start..<end { columns[place] = longest }
            start = end
        }
        return columns
    }

    /// For each line the column of its comment: the same for lines with comments next to each other.
    private var commentColumns: [Int] {
        var columns = [Int](repeating: 0, count: lines.count)
        var run: [(place: Int, width: Int)] = []
        func close() {
            let longest =
                run.map(\.width).filter { $0 <= PolicyLayout.commentColumnMax }.max() ?? 0
            for entry in run { columns[entry.place] = longest + PolicyLayout.commentGap }
            run = []
        }
        for (place, line) in lines.enumerated() {
            if case .code(let code, .some) = line {
                run.append((place, PolicyLayout.width(of: code)))
            } else {
                close()
            }
        }
        close()
        return columns
    }

    // MARK: - Words

    /// What a rule does and what it is called.
    private static func head(of statement: PolicyStatements.Statement) -> String {
        let tokens = statement.parts[0].tokens.prefix(statement.headCount)
        return padded(tokens.dropLast().spaced, to: kindColumns) + " "
            + (tokens.last?.written ?? "")
    }

    private static func padded(_ text: String, to columns: Int) -> String {
        text + blank(max(0, columns - width(of: text)))
    }

    private static func blank(_ columns: Int) -> String {
        String(repeating: " ", count: columns)
    }

    /// Columns of a terminal that a text takes.
    static func width(of text: String) -> Int {
        text.reduce(0) { $0 + ShownCharacter($1).width }
    }
}
