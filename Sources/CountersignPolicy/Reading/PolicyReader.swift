internal import CountersignCore

/// Reads a policy's text and collects every finding.
struct PolicyReader {
    /// Largest policy in bytes; thousands of rules fit.
    static let textBytesMax = 1_048_576
    /// Most characters of a name.
    static let nameCharactersMax = 80

    /// Words that begin a line.
    static let statements = [
        "policy", "currency", "rate", "time", "signal", "list", "defaults", "block", "skip",
        "confirm", "shadow", "otherwise", "never",
    ]

    let source: SourceText
    var findings: [Finding] = []
    var vocabulary = Vocabulary()
    var rules: [ReadRule] = []
    var nevers: [Never] = []
    var otherwise: (outcome: DecisionOutcome, patch: SettingsPatch)?
    var timeZone: String?
    /// Where each rule's name was first given.
    var ruleLines: [String: Int] = [:]
    /// Where each list was named.
    var listPlaces: [PolicyToken] = []
    private var defaults = SettingsPatch()
    /// What was given once and may not be again, and on which line.
    private var given: [String: Int] = [:]
    private var name: String?
    private var isInDefaults = false

    private init(_ source: SourceText) {
        self.source = source
    }

    /// The policy of a text; nil when there is any finding.
    static func read(
        _ source: SourceText,
        list: (_ path: String) -> String?
    ) -> (policy: Policy?, findings: [Finding]) {
        guard source.bytes.count <= textBytesMax else {
            return (nil, [source.finding(at: 0, "a policy has at most \(textBytesMax) bytes")])
        }
        var reader = PolicyReader(source)
        for tokens in PolicyLexer.lines(source.bytes) {
            reader.readLine(PolicyLine(tokens, of: source), list)
        }
        reader.checkWhole()
        guard reader.findings.isEmpty, let name = reader.name, let otherwise = reader.otherwise
        else { return (nil, reader.findings) }
        let settings = reader.defaults.applied(to: ConfirmationSettings())
        let policy = Policy(
            name: name,
            settings: settings,
            rules: reader.rules.map { $0.rule(on: settings) },
            otherwise: Action(
                outcome: otherwise.outcome,
                settings: otherwise.patch.applied(to: settings)
            ),
            nevers: reader.nevers,
            rates: reader.vocabulary.rates,
            timeZone: reader.timeZone,
            signals: reader.vocabulary.signals,
            lists: reader.vocabulary.lists,
            facts: reader.vocabulary.facts
        )
        return (policy, [])
    }

    private mutating func readLine(
        _ line: PolicyLine,
        _ list: (_ path: String) -> String?
    ) {
        var line = line
        let word = line.first
        let text = word.kind == .word ? word.text : ""
        if given["otherwise"] != nil, text != "never", text != "otherwise" {
            line.refuse(word, "'otherwise' ends the policy; move this line above it")
            findings += line.findings
            return
        }
        // `confirm by button` is a setting; every other line that begins so is a rule.
        let isSetting = text == "confirm" && line.second?.text == "by"
        if PolicyReader.statements.contains(text), !isSetting { isInDefaults = false }
        switch text {
        case "confirm" where isSetting: readSetting(&line)
        case "policy": readName(&line)
        case "currency": readCurrency(&line)
        case "rate": readRate(&line)
        case "time": readTimeZone(&line)
        case "signal": readSignal(&line)
        case "list": readList(&line, list)
        case "defaults": readDefaults(&line)
        case "block", "skip", "confirm", "shadow": readRule(&line)
        case "otherwise": readOtherwise(&line)
        case "never": readNever(&line)
        case let text where PolicyLine.settingWords.contains(text): readSetting(&line)
        default: refuseUnknown(word, in: &line)
        }
        findings += line.findings
    }

    private func refuseUnknown(_ word: PolicyToken, in line: inout PolicyLine) {
        let known =
            isInDefaults
            ? PolicyLine.settingWords + PolicyReader.statements
            : PolicyReader.statements + PolicyLine.settingWords
        let near =
            PolicySlips.words[word.text] ?? NearestWord.suggestion(for: word.text, among: known)
        let advice =
            near.map { "did you mean '\($0)'?" }
            ?? (isInDefaults
                ? "a setting begins with \(PolicyLine.settingWords.joined(separator: ", "))"
                : "a line begins with \(PolicyReader.statements.joined(separator: ", "))")
        line.refuse(word, "'\(word.quotable)' begins no line; \(advice)")
    }

    // MARK: - Statements

    private mutating func readName(_ line: inout PolicyLine) {
        guard once("policy", in: &line) else { return }
        line.skip()
        guard let token = line.next, token.kind == .quoted else {
            return line.refuse(
                line.next ?? line.first,
                "the policy's name in double quotes belongs here, e.g. \"Everyday checkout\""
            )
        }
        _ = checkName(token, what: "a name", in: &line)
        line.skip()
        line.expectEnd()
        name = token.text
    }

    private mutating func readDefaults(_ line: inout PolicyLine) {
        _ = once("defaults", in: &line)
        isInDefaults = true
        line.skip()
        line.expectEnd()
    }

    private mutating func readSetting(_ line: inout PolicyLine) {
        guard isInDefaults else {
            return line.refuse(
                line.first,
                "a setting stands under 'defaults'; write 'defaults' on a line above it"
            )
        }
        line.setting(into: &defaults)
        line.expectEnd()
    }

    // MARK: - The whole

    /// Notes that something was given; a finding when it already was.
    mutating func once(_ what: String, in line: inout PolicyLine) -> Bool {
        let number = line.line(of: line.first)
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
