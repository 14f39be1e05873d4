/// Where a long statement may go on with the next line.
struct PolicyBreaks {
    private var depth = 0
    /// Whether the next `and` stands between two bounds.
    private var isInRange = false

    /// How reluctantly a line is broken before the statement's next word; nil for never.
    ///
    /// Conditions and settings of a rule come apart first, then what stands in parentheses, from outside
    /// to inside; bounds stay together, and `if` stays with the rule's name.
    mutating func rank(before token: PolicyToken) -> Int? {
        if token.isMark(among: ["("]) { depth += 1 }
        if token.isMark(among: [")"]) { depth -= 1 }
        guard token.kind == .word else { return nil }
        if token.text == "between" { isInRange = true }
        guard token.goesOn else { return nil }
        if token.text == "and", isInRange {
            isInRange = false
            return nil
        }
        return token.text == "if" ? nil : depth
    }

    /// The lines of some words: one if they fit, else broken at the lowest ranks that make them fit.
    static func pieces(
        _ tokens: ArraySlice<PolicyToken>,
        _ ranks: ArraySlice<Int?>,
        widthMax: Int,
        restWidthMax: Int,
        rank: Int = 0
    ) -> [String] {
        let text = tokens.spaced
        let ranksLeft = ranks.dropFirst().compactMap { $0 }.filter { $0 >= rank }
        guard PolicyLayout.width(of: text) > widthMax, let rank = ranksLeft.min() else {
            return text.isEmpty ? [] : [text]
        }
        var lines: [String] = []
        var start = tokens.startIndex
        for place in tokens.indices.dropFirst() + [tokens.endIndex]
        where place == tokens.endIndex || ranks[place] == rank {
            lines += pieces(
                tokens[start..<place],
                ranks[start..<place],
                widthMax: start == tokens.startIndex ? widthMax : restWidthMax,
                restWidthMax: restWidthMax,
                rank: rank + 1
            )
            start = place
        }
        return lines
    }
}
