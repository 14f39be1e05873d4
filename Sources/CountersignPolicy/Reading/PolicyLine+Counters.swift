internal import CountersignCore

extension PolicyLine {
    /// Whether a counter begins here.
    var isAtCounter: Bool {
        guard let word = next, word.kind == .word else { return false }
        return Counter.firstWords.contains(word.text)
    }

    /// Reads a counter; nil, and a finding, when it is none.
    mutating func counter() -> Counter? {
        guard let (kind, isAmount) = counted() else { return nil }
        guard
            take(anyOf: ["of", "to"], as: "'of recipient', or another subject with 'of' or 'to',")
                != nil
        else { return nil }
        let subjects = Counter.Subject.allCases.map(\.rawValue)
        guard
            let word = take(anyOf: subjects, as: "one of \(subjects.joined(separator: ", "))"),
            let subject = Counter.Subject(rawValue: word)
        else { return nil }
        guard let window = window(of: subject) else { return nil }
        if kind == .approvals, window == .sinceApproval, let last = previous {
            refuse(last, "nothing was approved since the last approval; write a window: in 1 day")
            return nil
        }
        return Counter(kind, isAmount: isAmount, of: subject, window)
    }

    /// `confirmations` and the like, or `skipped amount` and the like.
    private mutating func counted() -> (kind: Counter.Kind, isAmount: Bool)? {
        guard isSound, let word = next else { return nil }
        if let kind = Counter.Kind(rawValue: word.text) {
            skip()
            return (kind, false)
        }
        guard let kind = Counter.Kind.allCases.first(where: { $0.amountWord == word.text }) else {
            refuse(word, "'\(word.quotable)' counts nothing; write skips or skipped amount")
            return nil
        }
        skip()
        return take(anyOf: ["amount"], as: "'amount'").map { _ in (kind, true) }
    }

    private mutating func window(of subject: Counter.Subject) -> Counter.Window? {
        guard isSound else { return nil }
        let hint =
            subject.isPersonal ? "'in 10 minutes', or 'since approval'," : "'in 1 hour', say,"
        guard let word = next, isAt("in") || isAt("since") else {
            let message = "how far back belongs here: " + hint + " after '\(subject.rawValue)'"
            if let next { refuse(next, message) } else { refuseEnd(message) }
            return nil
        }
        skip()
        if word.text == "since" {
            guard take(anyOf: ["approval"], as: "'approval'") != nil else { return nil }
            if subject.isPersonal { return .sinceApproval }
            refuse(
                word,
                "'since approval' is about one payer, and approvals of a \(subject.rawValue) come all "
                    + "the time; write a window such as 'in 1 hour'"
            )
            return nil
        }
        guard let (value, token) = number(of: "minutes, hours or days") else { return nil }
        guard
            let unit = take(
                anyOf: PolicyLine.durationUnits.keys.sorted(),
                as: "a unit such as minutes, hours or days"
            ), let size = PolicyLine.durationUnits[unit]
        else { return nil }
        // A number of a line has at most nine digits, so this can't overflow.
        let seconds = value * size
        guard (1...subject.windowSecondsMax).contains(seconds) else {
            let longest = Counter.Window.words(ofSeconds: subject.windowSecondsMax)
            refuse(token, "windows of a \(subject.rawValue) go from 1 second to \(longest)")
            return nil
        }
        return .seconds(seconds)
    }

    /// Reads what a counter is compared with: a value, another counter, or a percentage of one.
    mutating func counterOrder(
        of counter: Counter,
        _ operand: Operand,
        _ relation: Relation,
        _ vocabulary: inout Vocabulary
    ) -> Test.Kind? {
        let fact = Fact.counter(counter)
        var share: Int64 = Percentage.whole
        if let number = next, number.kind == .number, let second, second.isMark(among: ["%"]) {
            guard let thousandths = Percentage.thousandths(of: number.text) else {
                refuse(
                    number,
                    "a percentage goes from 0 to 1000, with at most 3 digits after its point"
                )
                return nil
            }
            share = thousandths
            skip()
            skip()
            guard take(anyOf: ["of"], as: "'of' and another counter") != nil else { return nil }
            guard isAtCounter else { return refuseOther(than: counter) }
        }
        if isAtCounter {
            guard let place = next, let other = self.counter() else { return nil }
            guard other.isAmount == counter.isAmount else {
                refuse(
                    place,
                    "'\(other.words)' is \(Fact.counter(other).type.phrase), and '\(counter.words)' "
                        + "is \(fact.type.phrase); compare things of one kind"
                )
                return nil
            }
            let whole = Operand.fact(vocabulary.place(of: .counter(other)))
            return .compareShare(operand, relation, thousandths: share, of: whole)
        }
        guard let value = literal(of: fact, vocabulary) else { return nil }
        return .compare(operand, relation, .literal(value))
    }

    private mutating func refuseOther(than counter: Counter) -> Test.Kind? {
        let message = "a percentage is of another counter, such as 5 % of sends to prefix in 1 hour"
        if let next { refuse(next, message) } else { refuseEnd(message) }
        return nil
    }

    /// Reads words that are a counter and nothing else.
    static func counter(in words: String) -> (counter: Counter?, advice: String) {
        let source = SourceText(file: "", text: words)
        let tokens = PolicyLexer.tokens(source.bytes, 0..<source.bytes.count)
        guard !tokens.isEmpty else { return (nil, "a counter such as sends to prefix in 1 hour") }
        var line = PolicyLine(tokens, of: source)
        guard line.isAtCounter else {
            let near = NearestWord.suggestion(for: line.first.text, among: Counter.firstWords)
            return (
                nil,
                near.map { "no counter begins so; did you mean '\($0)'?" }
                    ?? "a counter begins with \(Counter.firstWords.joined(separator: ", "))"
            )
        }
        let counter = line.counter()
        line.expectEnd()
        return (line.isSound ? counter : nil, line.findings.first?.message ?? "")
    }
}

/// Percentages in thousandths of a percent.
enum Percentage {
    /// All of it.
    static let whole: Int64 = 100_000
    /// Largest percentage.
    static let percentMax: Int64 = 1_000

    /// The value of a number's text; nil when it is too large or too precise.
    static func thousandths(of text: String) -> Int64? {
        let parts = text.split(separator: ".")
        let decimals = parts.count > 1 ? parts[1] : ""
        guard parts[0].utf8.count <= 9, decimals.utf8.count <= 3,
            let whole = Int64(parts[0]), whole <= percentMax,
            let rest = Int64("0" + decimals)
        else { return nil }
        let power: Int64 = [1_000, 100, 10, 1][decimals.utf8.count]
        let value = whole * 1_000 + rest * power
        return value <= percentMax * 1_000 ? value : nil
    }
}
