internal import CountersignCore

extension PolicyLine {
    /// Deepest nesting of parentheses and `not`.
    static let depthMax = 32

    /// Reads a condition; nil, and a finding, when it is none.
    mutating func condition(_ vocabulary: inout Vocabulary, depth: Int = 0) -> Condition? {
        var parts: [Condition] = []
        repeat {
            guard let part = conjunction(&vocabulary, depth: depth) else { return nil }
            parts.append(part)
        } while take("or")
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(
        _ vocabulary: inout Vocabulary,
        depth: Int
    ) -> Condition? {
        var parts: [Condition] = []
        repeat {
            guard let part = negation(&vocabulary, depth: depth) else { return nil }
            parts.append(part)
        } while take("and")
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation(_ vocabulary: inout Vocabulary, depth: Int) -> Condition? {
        guard isSound else { return nil }
        guard depth < PolicyLine.depthMax else {
            if let next { refuse(next, "this is nested deeper than \(PolicyLine.depthMax) levels") }
            return nil
        }
        if take("not") {
            return negation(&vocabulary, depth: depth + 1).map { .not($0) }
        }
        if take("(") {
            let inner = condition(&vocabulary, depth: depth + 1)
            guard inner != nil, self.take(anyOf: [")"], as: "')'") != nil else { return nil }
            return inner
        }
        return test(&vocabulary)
    }

    private mutating func test(_ vocabulary: inout Vocabulary) -> Condition? {
        let start = mark
        guard let fact = fact(&vocabulary) else { return nil }
        let place = Operand.fact(vocabulary.place(of: fact))
        guard let read = comparison(of: fact, place, &vocabulary) else { return nil }
        return .test(
            Test(
                read.kind,
                isNegated: read.isNegated,
                words: text(from: start),
                range: range(from: start)
            )
        )
    }

    /// Reads the fact that a comparison begins with.
    private mutating func fact(_ vocabulary: inout Vocabulary) -> Fact? {
        guard isSound else { return nil }
        guard let word = next else {
            refuseEnd("a condition belongs at the end of this line, such as amount > 30 EUR")
            return nil
        }
        if let fact = takeFact(vocabulary) { return fact }
        if isAtCounter { return counter().map { .counter($0) } }
        let near =
            word.kind == .word
            ? NearestWord.suggestion(for: word.text, among: vocabulary.factWords) : nil
        let advice =
            near.map { "did you mean '\($0)'?" }
            ?? "a condition begins with \(vocabulary.factWords.joined(separator: ", "))"
        let kind = word.kind == .word ? "unknown fact '\(word.quotable)'" : "no fact begins here"
        refuse(word, "\(kind); \(advice)")
        return nil
    }

    /// Takes a fact if one stands here.
    private mutating func takeFact(_ vocabulary: Vocabulary) -> Fact? {
        guard let word = next, word.kind == .word else { return nil }
        for (words, fact) in Fact.known where words[0] == word.text {
            if words.count == 1 {
                skip()
                return fact
            }
            guard let second, second.kind == .word, second.text == words[1] else { continue }
            skip()
            skip()
            return fact
        }
        guard let signal = vocabulary.signals.first(where: { $0.name == word.text }) else {
            return nil
        }
        skip()
        return .signal(signal.name, signal.type)
    }

    // MARK: - Comparisons

    private typealias Comparison = (kind: Test.Kind, isNegated: Bool)

    private mutating func comparison(
        of fact: Fact,
        _ operand: Operand,
        _ vocabulary: inout Vocabulary
    ) -> Comparison? {
        if take("is") {
            let isNegated = take("not")
            if take("missing") { return (.isMissing(operand), isNegated) }
            return equality(of: fact, operand, isNegated: isNegated, &vocabulary)
        }
        if let word = next, let advice = PolicySlips.relation(word, second) {
            refuse(word, advice)
            return nil
        }
        if isAt("=") || isAt("!=") {
            let isNegated = isAt("!=")
            skip()
            return equality(of: fact, operand, isNegated: isNegated, &vocabulary)
        }
        if isAt("in") || (isAt("not") && second?.text == "in") {
            let isNegated = take("not")
            skip()
            return membership(of: fact, operand, isNegated: isNegated, &vocabulary)
        }
        if take("between") { return range(of: fact, operand, &vocabulary) }
        let relations: [Relation] = [.less, .lessOrEqual, .greater, .greaterOrEqual]
        if let relation = relations.first(where: { isAt($0.rawValue) }) {
            return order(of: fact, operand, relation, &vocabulary)
        }
        if fact.type == .flag { return (.isOneOf(operand, [.number(1)]), false) }
        let words =
            fact.type.isOrdered ? "<, <=, >, >=, between, is or in" : "is, is not, in or not in"
        guard let next else {
            refuseEnd("\(words) belongs at the end of this line, after '\(fact.words)'")
            return nil
        }
        refuse(next, "'\(next.quotable)' is not understood here; \(words) belongs here")
        return nil
    }

    private mutating func equality(
        of fact: Fact,
        _ operand: Operand,
        isNegated: Bool,
        _ vocabulary: inout Vocabulary
    ) -> Comparison? {
        if let other = otherFact(of: fact, &vocabulary) {
            return (.isSame(operand, other), isNegated)
        }
        guard isSound, let value = literal(of: fact, vocabulary) else { return nil }
        return (.isOneOf(operand, [value]), isNegated)
    }

    private mutating func order(
        of fact: Fact,
        _ operand: Operand,
        _ relation: Relation,
        _ vocabulary: inout Vocabulary
    ) -> Comparison? {
        guard expectOrder(of: fact) else { return nil }
        skip()
        if case .counter(let counter) = fact {
            return counterOrder(of: counter, operand, relation, &vocabulary).map { ($0, false) }
        }
        if let other = otherFact(of: fact, &vocabulary) {
            return (.compare(operand, relation, other), false)
        }
        guard isSound, let value = literal(of: fact, vocabulary) else { return nil }
        return (.compare(operand, relation, .literal(value)), false)
    }

    private mutating func range(
        of fact: Fact,
        _ operand: Operand,
        _ vocabulary: inout Vocabulary
    ) -> Comparison? {
        guard expectOrder(of: fact), let place = next else {
            if isSound { refuseEnd("\(fact.type.example) belongs at the end of this line") }
            return nil
        }
        guard let low = literal(of: fact, vocabulary), take(anyOf: ["and"], as: "'and'") != nil,
            let high = literal(of: fact, vocabulary)
        else { return nil }
        if case .number(let from) = low, case .number(let to) = high, from > to {
            let advice =
                fact == .hour
                ? "the lower one stands first; over midnight write (hour >= \(from) or hour <= \(to))"
                : "the lower one stands first"
            refuse(place, "nothing lies between these: \(advice)")
            return nil
        }
        return (.between(operand, .literal(low), .literal(high)), false)
    }

    private mutating func membership(
        of fact: Fact,
        _ operand: Operand,
        isNegated: Bool,
        _ vocabulary: inout Vocabulary
    ) -> Comparison? {
        if take("(") {
            var values: [PolicyValue] = []
            repeat {
                guard let place = next, let value = literal(of: fact, vocabulary) else {
                    return nil
                }
                if values.contains(value) {
                    refuse(place, "'\(place.quotable)' is listed twice; keep one of them")
                    return nil
                }
                values.append(value)
            } while takeComma()
            guard take(anyOf: [")"], as: "')'") != nil else { return nil }
            return (.isOneOf(operand, values), isNegated)
        }
        let names = vocabulary.lists.map(\.name)
        guard let place = next else {
            refuseEnd("a list's name, or values in parentheses, belong at the end of this line")
            return nil
        }
        guard let list = names.firstIndex(of: place.text) else {
            let near = NearestWord.suggestion(for: place.text, among: names)
            let advice =
                near.map { "did you mean '\($0)'?" }
                ?? "declare it above: list \(place.quotable) from \"lists/\(place.quotable).txt\""
            refuse(place, "unknown list '\(place.quotable)'; \(advice)")
            return nil
        }
        guard fact.type.isListable else {
            refuse(place, "\(fact.type.phrase) stands in no list; write values in parentheses")
            return nil
        }
        skip()
        vocabulary.usedLists.insert(list)
        return (.isListed(operand, list: list), isNegated)
    }

    private mutating func expectOrder(of fact: Fact) -> Bool {
        guard !fact.type.isOrdered, let next else { return isSound }
        refuse(next, "\(fact.type.phrase) has no order; write is, is not, in or not in")
        return false
    }

    /// Takes a second fact of the same kind, as in `ip_country is not recipient country`.
    private mutating func otherFact(of fact: Fact, _ vocabulary: inout Vocabulary) -> Operand? {
        guard isSound, let word = next, word.kind == .word else { return nil }
        if isAtCounter { return refuseCounter(after: fact) }
        guard let other = takeFact(vocabulary) else { return nil }
        if case .counter = fact {
            refuse(word, "a counter is compared with a number, an amount or another counter")
            return nil
        }
        guard other.type == fact.type else {
            refuse(
                word,
                "'\(other.words)' is \(other.type.phrase), and '\(fact.words)' is "
                    + "\(fact.type.phrase); compare things of one kind"
            )
            return nil
        }
        return .fact(vocabulary.place(of: other))
    }
}

extension PolicyLine {
    /// A counter stands on the left side only, unless another one does.
    private mutating func refuseCounter(after fact: Fact) -> Operand? {
        guard let word = next else { return nil }
        refuse(
            word,
            "a counter is compared with a number, an amount or another counter; begin with the counter, "
                + "and leave '\(fact.words)' out"
        )
        return nil
    }
}

extension PolicyType {
    /// Whether a file may list values of the kind.
    fileprivate var isListable: Bool {
        switch self {
        case .country, .text, .phone, .prefix, .currency: true
        case .money, .count, .duration, .hour, .weekday, .purpose, .channel, .flag: false
        }
    }
}
