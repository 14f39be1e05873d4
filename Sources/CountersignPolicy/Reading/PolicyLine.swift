internal import CountersignCore

/// One line of a policy while it is read from left to right.
///
/// The first word that does not fit becomes the line's finding; what follows it is not guessed at.
struct PolicyLine {
    private let source: SourceText
    private let tokens: [PolicyToken]
    private var place = 0
    private(set) var findings: [Finding] = []

    /// A line of at least one word.
    init(_ tokens: [PolicyToken], of source: SourceText) {
        self.tokens = tokens
        self.source = source
    }

    /// The word that says what the line is about.
    var first: PolicyToken { tokens[0] }

    /// Whether everything fitted so far.
    var isSound: Bool { findings.isEmpty }

    /// Whether every word was read.
    var isAtEnd: Bool { place == tokens.count }

    /// The next word; nil at the line's end.
    var next: PolicyToken? { isAtEnd ? nil : tokens[place] }

    /// The word that was taken last; nil at the line's begin.
    var previous: PolicyToken? { place > 0 ? tokens[place - 1] : nil }

    /// The word after the next; nil when there is none.
    var second: PolicyToken? { place + 1 < tokens.count ? tokens[place + 1] : nil }

    /// Where reading stands, to come back with ``text(from:)``.
    var mark: Int { place }

    /// Takes the next word whatever it is.
    mutating func skip() { place += 1 }

    /// Whether the next word is a certain one.
    func isAt(_ word: String) -> Bool {
        guard let next else { return false }
        return (next.kind == .word || next.kind == .mark) && next.text == word
    }

    /// Takes a word if it stands here.
    mutating func take(_ word: String) -> Bool {
        guard isSound, isAt(word) else { return false }
        place += 1
        return true
    }

    /// Takes a comma if one stands here and none of some words stands behind it.
    mutating func takeComma(unlessBefore words: [String] = []) -> Bool {
        guard isSound, isAt(",") else { return false }
        if let second, second.kind == .word, words.contains(second.text) { return false }
        place += 1
        return true
    }

    /// Leaves the rest of the line unread: its finding is already there.
    mutating func skipAll() { place = tokens.count }

    /// The line on which a word stands, from 1.
    func line(of token: PolicyToken) -> Int {
        source.finding(at: token.range.lowerBound, "").line
    }

    /// Where the words from a mark to the present place stand.
    func range(from mark: Int) -> Range<Int> {
        tokens[mark].range.lowerBound..<tokens[max(mark, place - 1)].range.upperBound
    }

    /// The words from a mark to the present place, one space between them.
    func text(from mark: Int) -> String { tokens[mark..<place].spaced }

    /// Takes words that must stand here, in order.
    mutating func expect(_ words: String...) {
        for word in words where isSound {
            _ = take(anyOf: [word], as: "'\(word)'")
        }
    }

    /// Takes one of several words; nil, and a finding, for anything else.
    mutating func take(anyOf words: [String], as what: String) -> String? {
        guard isSound else { return nil }
        guard let token = next else {
            refuseEnd("\(what) belongs at the end of this line")
            return nil
        }
        guard token.kind == .word || token.kind == .mark, words.contains(token.text) else {
            let near = NearestWord.suggestion(for: token.text, among: words)
            let advice = near.map { "did you mean '\($0)'?" } ?? "\(what) belongs here"
            refuse(token, "'\(token.quotable)' is not understood here; \(advice)")
            return nil
        }
        place += 1
        return token.text
    }

    /// Takes a whole number.
    mutating func number(of what: String) -> (value: Int, token: PolicyToken)? {
        guard isSound else { return nil }
        guard let token = next else {
            refuseEnd("a number of \(what) belongs at the end of this line")
            return nil
        }
        guard token.kind == .number, token.text.utf8.count <= 9, let value = Int(token.text) else {
            refuse(
                token,
                "'\(token.quotable)' is not understood here; a number of \(what) belongs here"
            )
            return nil
        }
        place += 1
        return (value, token)
    }

    /// Takes a whole number within bounds; `rule` says them.
    mutating func number(
        of what: String,
        within bounds: ClosedRange<Int>,
        _ rule: String
    ) -> Int? {
        guard let (value, token) = number(of: what) else { return nil }
        guard bounds.contains(value) else {
            let end = "from \(bounds.lowerBound) to \(bounds.upperBound)"
            refuse(token, "\(rule) \(end), whatever a policy says")
            return nil
        }
        return value
    }

    /// Takes a number of seconds or minutes, in seconds.
    mutating func duration(within bounds: ClosedRange<Int>, _ rule: String) -> Int? {
        guard let (value, token) = number(of: "seconds or minutes") else { return nil }
        let units = ["second": 1, "seconds": 1, "minute": 60, "minutes": 60]
        guard
            let unit = take(
                anyOf: ["seconds", "minutes", "second", "minute"],
                as: "'seconds' or 'minutes'"
            ), let factor = units[unit]
        else { return nil }
        let seconds = value * factor
        guard bounds.contains(seconds) else {
            let end = "from \(bounds.lowerBound) to \(bounds.upperBound) seconds"
            refuse(token, "\(rule) \(end), whatever a policy says")
            return nil
        }
        return seconds
    }

    /// Finds words after the end.
    mutating func expectEnd() {
        guard isSound, let token = next, let last = tokens.last else { return }
        if token.goesOn, token.text == "if" {
            return refuse(
                token,
                "this goes on with the line above, which has its 'if'; a rule begins with what it does: "
                    + "confirm \"large\" if …"
            )
        }
        if PolicySlips.advice(on: token) != nil { return refuse(token, "") }
        let range = token.range.lowerBound..<last.range.upperBound
        findings.append(
            source.finding(
                at: range.lowerBound,
                length: range.count,
                "nothing belongs here; end the line before it"
            )
        )
    }

    /// A finding about a word of the line.
    mutating func refuse(_ token: PolicyToken, _ message: String) {
        findings.append(
            source.finding(
                at: token.range.lowerBound,
                length: token.range.count,
                PolicySlips.advice(on: token) ?? message
            )
        )
    }

    /// A finding about what is missing after the last word.
    mutating func refuseEnd(_ message: String) {
        let end = tokens.last?.range.upperBound ?? 0
        findings.append(source.finding(at: end, message))
    }
}
