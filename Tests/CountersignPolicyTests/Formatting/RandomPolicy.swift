/// A sound policy of chance, untidily written.
struct RandomPolicy {
    static let lists = ["stolen.txt": "+4915112345678\n"]

    private var chance: Chance
    private(set) var text = ""
    /// Its comments in order, as the text has them but for white space at their ends.
    private(set) var comments: [String] = []

    init(seed: UInt64) {
        chance = Chance(state: seed)
        statement(["policy", "\"\(chance.one(of: ["A", "No. #1", "日本 (é)", "a  b"]))\""])
        statement(["currency", "EUR"])
        if chance.below(2) == 0 { statement(["rate", "1", "USD", "=", "0.92", "EUR"]) }
        if chance.below(2) == 0 {
            statement(["time", "zone"] + chance.one(of: [["Europe", "/", "Berlin"], ["UTC"]]))
        }
        statement(["signal", "known", "is", "yes", "or", "no"])
        statement(["signal", "age", "is", "days"])
        statement(["signal", "tier", "is", "text"])
        statement(["list", "stolen", "from", "\"stolen.txt\""])
        if chance.below(3) > 0 { defaults() }
        for number in 0..<chance.below(8) { rule(number) }
        statement(["otherwise"] + chance.one(of: [["skip"], ["confirm", "with"] + settings()]))
        if chance.below(3) == 0 { apart() }
    }

    private mutating func defaults() {
        statement(["defaults"])
        for setting in chosenSettings() { statement(setting) }
    }

    private mutating func rule(_ number: Int) {
        let kind = chance.one(of: [["confirm"], ["skip"], ["block"], ["shadow", "block"]])
        let name = chance.one(of: ["r", "no # \(number)", "quite a long name for a rule", "né 日本"])
        var words = kind + ["\"\(name) \(number)\"", "if"] + condition(depth: 0)
        if kind == ["confirm"], chance.below(2) == 0 { words += ["with"] + settings() }
        statement(words)
    }

    private mutating func condition(depth: Int) -> [String] {
        var words: [String] = []
        for place in 0...chance.below(4) {
            if place > 0 { words.append(chance.one(of: ["and", "or"])) }
            if chance.below(5) == 0 { words.append("not") }
            if depth < 3, chance.below(4) == 0 {
                words += ["("] + condition(depth: depth + 1) + [")"]
            } else {
                words += chance.one(of: RandomPolicy.tests)
            }
        }
        return words
    }

    private static let tests: [[String]] = [
        ["amount", ">=", "12.50", "EUR"], ["amount", "between", "1", "EUR", "and", "9", "EUR"],
        ["known"], ["age", "<", "7", "days"], ["age", "is", "missing"], ["hour", "!=", "3"],
        ["hour", "between", "1", "and", "5"], ["recipient", "in", "stolen"],
        ["recipient", "country", "not", "in", "(", "DE", ",", "FR", ")"],
        ["recipient", "is", "+", "4915112345678"], ["tier", "is", "\"gold (# and, more)\""],
        ["confirmations", "of", "recipient", "in", "10", "minutes", ">=", "5"],
        ["skipped", "amount", "of", "customer", "since", "approval", "<=", "100", "EUR"],
        [
            "approvals", "to", "prefix", "in", "1", "hour", "<", "2.5", "%", "of", "sends", "to",
            "prefix", "in", "1", "hour",
        ],
        ["weekday", "is", "not", "sunday"], ["recipient", "prefix", "is", "+", "491511"],
    ]

    private mutating func settings() -> [String] {
        let chosen = chosenSettings()
        return Array((chosen.isEmpty ? [["match", "word"]] : chosen).joined(separator: [","]))
    }

    private mutating func chosenSettings() -> [[String]] {
        let all = [
            ["code", "8", "digits"], ["expires", "in", "3", "minutes"], ["attempts", "3"],
            ["channels", "rcs", ",", "sms"], ["next", "channel", "after", "20", "seconds"],
            ["at", "most", "3", "sends", ",", "30", "seconds", "apart"], ["match", "word"],
            ["confirm", "by", "button"], ["same", "message"], ["hedge"],
        ]
        return all.filter { _ in chance.below(3) == 0 }
    }

    // MARK: - Untidiness

    private mutating func statement(_ words: [String]) {
        while chance.below(4) == 0 { apart() }
        text += blank()
        for (place, word) in words.enumerated() {
            let goesOn = ["if", "and", "or", "with"].contains(word)
            if place > 0 {
                if goesOn, chance.below(4) == 0 {
                    lineEnd()
                    while chance.below(4) == 0 { apart() }
                    text += blank()
                } else {
                    let isTight = [",", "(", ")", "=", ">="].contains(word)
                    text += isTight && chance.below(2) == 0 ? "" : " " + blank()
                }
            }
            text += word
        }
        lineEnd()
    }

    private mutating func lineEnd() {
        text += blank()
        if chance.below(4) == 0 { comment() }
        text += chance.one(of: ["\n", "\n", "\r\n"])
    }

    /// A line without words.
    private mutating func apart() {
        text += blank()
        if chance.below(2) == 0 { comment() }
        text += "\n"
    }

    private mutating func comment() {
        let words = ["#", "# why", "#tight \"quote", "# 日本 # twice", "# if and or with"]
        comments.append("\(chance.one(of: words))\(comments.count)")
        text += comments[comments.count - 1] + blank()
    }

    private mutating func blank() -> String {
        String((0..<chance.below(4)).map { _ in chance.one(of: [" ", " ", "\t"]) })
    }
}
