internal import CountersignCore

/// Reads a policy's text and collects every finding.
struct PolicyReader {
    /// Largest policy in bytes; a thousand rules fit.
    static let textBytesMax = 262_144
    /// Most characters of a policy's name.
    static let nameCharactersMax = 80

    /// Words that begin a line which this version reads.
    static let statements = ["policy", "currency", "defaults", "otherwise"]
    /// Words that begin a line which only later versions read.
    static let laterStatements = [
        "rate", "time", "signal", "list", "block", "skip", "confirm", "shadow", "never",
    ]

    let source: SourceText
    var findings: [Finding] = []
    var settings = ConfirmationSettings()
    /// Which settings were given, and on which line, for duplicates.
    var given: [String: Int] = [:]
    private var name: String?
    private var currency: Currency?
    private var otherwise: DecisionOutcome?
    private var isInDefaults = false

    private init(_ source: SourceText) {
        self.source = source
    }

    /// The policy of a text; nil when there is any finding.
    static func read(_ source: SourceText) -> (policy: Policy?, findings: [Finding]) {
        guard source.bytes.count <= textBytesMax else {
            return (nil, [source.finding(at: 0, "a policy has at most \(textBytesMax) bytes")])
        }
        var reader = PolicyReader(source)
        for tokens in PolicyLexer.lines(source.bytes) {
            reader.readLine(PolicyLine(tokens, of: source))
        }
        reader.checkWhole()
        guard reader.findings.isEmpty, let name = reader.name, let otherwise = reader.otherwise
        else { return (nil, reader.findings) }
        let policy = Policy(
            name: name,
            settings: reader.settings,
            otherwise: otherwise,
            currency: reader.currency
        )
        return (policy, [])
    }

    private mutating func readLine(_ line: PolicyLine) {
        var line = line
        let word = line.first
        let text = word.kind == .word ? word.text : ""
        if given["otherwise"] != nil, text != "never", text != "otherwise" {
            line.refuse(word, "'otherwise' ends the policy; move this line above it")
            findings += line.findings
            return
        }
        switch text {
        case "policy": readName(&line)
        case "currency": readCurrency(&line)
        case "defaults": readDefaults(&line)
        case "otherwise": readOtherwise(&line)
        case let text where PolicyReader.settingWords.contains(text): readSetting(&line)
        case let text where PolicyReader.laterStatements.contains(text):
            isInDefaults = false
            line.refuse(
                word,
                "lines that begin with '\(text)' are not understood by this version; it reads "
                    + "policy, currency, defaults and otherwise"
            )
        default: refuseUnknown(word, in: &line)
        }
        findings += line.findings
    }

    private func refuseUnknown(_ word: PolicyToken, in line: inout PolicyLine) {
        let known =
            isInDefaults
            ? PolicyReader.settingWords + PolicyReader.statements
            : PolicyReader.statements + PolicyReader.laterStatements + PolicyReader.settingWords
        let near = NearestWord.suggestion(for: word.text, among: known)
        let advice =
            near.map { "did you mean '\($0)'?" }
            ?? (isInDefaults
                ? "a setting begins with \(PolicyReader.settingWords.joined(separator: ", "))"
                : "a line begins with \(PolicyReader.statements.joined(separator: ", "))")
        line.refuse(word, "'\(word.quotable)' begins no line; \(advice)")
    }

    // MARK: - Statements

    private mutating func readName(_ line: inout PolicyLine) {
        isInDefaults = false
        guard once("policy", in: &line) else { return }
        line.skip()
        guard let token = line.next, token.kind == .quoted else {
            return line.refuse(
                line.next ?? line.first,
                "the policy's name in double quotes belongs here, e.g. \"Everyday checkout\""
            )
        }
        if token.text.isEmpty || token.text.count > PolicyReader.nameCharactersMax {
            line.refuse(token, "a name has 1 to \(PolicyReader.nameCharactersMax) characters")
        } else if token.text.unicodeScalars.contains(where: PlainText.isForbidden) {
            line.refuse(token, "a name takes no control or invisible characters")
        }
        line.skip()
        line.expectEnd()
        name = token.text
    }

    private mutating func readCurrency(_ line: inout PolicyLine) {
        isInDefaults = false
        guard once("currency", in: &line) else { return }
        line.skip()
        guard let token = line.next else {
            return line.refuse(line.first, "a currency belongs here, e.g. currency EUR")
        }
        guard let currency = Currency(token.text) else {
            return line.refuse(
                token,
                "'\(token.quotable)' is no payment currency; write an ISO 4217 code such as EUR"
            )
        }
        line.skip()
        line.expectEnd()
        self.currency = currency
    }

    private mutating func readDefaults(_ line: inout PolicyLine) {
        _ = once("defaults", in: &line)
        isInDefaults = true
        line.skip()
        line.expectEnd()
    }

    private mutating func readOtherwise(_ line: inout PolicyLine) {
        isInDefaults = false
        guard once("otherwise", in: &line) else { return }
        line.skip()
        let words = DecisionOutcome.allCases.map(\.rawValue)
        let word = line.take(anyOf: words, as: "'confirm', 'skip' or 'block'")
        line.expectEnd()
        otherwise = word.flatMap(DecisionOutcome.init(rawValue:))
    }

    private mutating func readSetting(_ line: inout PolicyLine) {
        guard isInDefaults else {
            return line.refuse(
                line.first,
                "a setting stands under 'defaults'; write 'defaults' on a line above it"
            )
        }
        apply(&line)
    }

    // MARK: - The whole

    /// Notes that something was given; a finding when it already was.
    mutating func once(_ what: String, in line: inout PolicyLine) -> Bool {
        let number = source.finding(at: line.first.range.lowerBound, "").line
        if let earlier = given[what] {
            line.refuse(line.first, "'\(what)' was given on line \(earlier); keep one of them")
            return false
        }
        given[what] = number
        return true
    }

    private mutating func checkWhole() {
        if given["policy"] == nil {
            findings.append(
                source.finding(at: 0, "the policy has no name; begin with policy \"…\"")
            )
        }
        if given["otherwise"] == nil {
            let end = source.bytes.lastIndex { $0 != 0x0A && $0 != 0x20 && $0 != 0x09 } ?? -1
            findings.append(
                source.finding(
                    at: end + 1,
                    "nothing says what happens when no rule fits; end with 'otherwise confirm'"
                )
            )
        }
    }
}
