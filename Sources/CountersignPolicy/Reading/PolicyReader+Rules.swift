internal import CountersignCore

/// Lines that decide.
extension PolicyReader {
    /// Most rules of a policy.
    static let rulesMax = 2_000
    /// Most promises of a policy.
    static let neversMax = 50

    /// `[shadow] block|skip|confirm "name" if … [with …]`.
    mutating func readRule(_ line: inout PolicyLine) {
        let first = line.first
        let isShadow = line.take("shadow")
        let words = DecisionOutcome.allCases.map(\.rawValue)
        guard let word = line.take(anyOf: words, as: "'confirm', 'skip' or 'block'"),
            let outcome = DecisionOutcome(rawValue: word)
        else { return }
        guard let name = line.next, name.kind == .quoted else {
            return line.refuse(
                line.next ?? first,
                "the rule's name in double quotes belongs here, e.g. \(word) \"large\" if …"
            )
        }
        guard checkName(name, what: "a rule's name", in: &line) else { return }
        line.skip()
        guard line.take(anyOf: ["if"], as: "'if'") != nil,
            let condition = line.condition(&vocabulary)
        else { return }
        guard let patch = settings(after: outcome, in: &line) else { return }
        line.expectEnd()
        guard line.isSound else { return }
        if let earlier = ruleLines[name.text] {
            return line.refuse(name, "line \(earlier) has a rule of this name; choose another")
        }
        ruleLines[name.text] = line.line(of: name)
        if rules.count == PolicyReader.rulesMax {
            return line.refuse(first, "a policy has at most \(PolicyReader.rulesMax) rules")
        }
        rules.append(
            ReadRule(
                name: name.text,
                outcome: outcome,
                isShadow: isShadow,
                condition: condition,
                patch: patch,
                range: name.range
            )
        )
    }

    /// `otherwise confirm|skip|block [with …]`.
    mutating func readOtherwise(_ line: inout PolicyLine) {
        guard once("otherwise", in: &line) else { return }
        line.skip()
        let words = DecisionOutcome.allCases.map(\.rawValue)
        guard let word = line.take(anyOf: words, as: "'confirm', 'skip' or 'block'"),
            let outcome = DecisionOutcome(rawValue: word),
            let patch = settings(after: outcome, in: &line)
        else { return }
        line.expectEnd()
        otherwise = (outcome, patch)
    }

    /// `never confirm|skip|block if …`.
    mutating func readNever(_ line: inout PolicyLine) {
        let start = line.mark
        line.skip()
        let words = DecisionOutcome.allCases.map(\.rawValue)
        guard let word = line.take(anyOf: words, as: "'confirm', 'skip' or 'block'"),
            let outcome = DecisionOutcome(rawValue: word),
            line.take(anyOf: ["if"], as: "'if'") != nil,
            let condition = line.condition(&vocabulary)
        else { return }
        line.expectEnd()
        guard line.isSound else { return }
        if nevers.count == PolicyReader.neversMax {
            return line.refuse(
                line.first,
                "a policy has at most \(PolicyReader.neversMax) lines that begin with 'never'"
            )
        }
        nevers.append(
            Never(outcome: outcome, condition: condition, range: line.range(from: start))
        )
    }

    /// Reads `with` and the settings behind it, if they stand here.
    private func settings(
        after outcome: DecisionOutcome,
        in line: inout PolicyLine
    ) -> SettingsPatch? {
        var patch = SettingsPatch()
        guard line.isSound, let with = line.next, line.take("with") else {
            return line.isSound ? patch : nil
        }
        guard outcome == .confirm else {
            line.refuse(with, "only 'confirm' takes settings; a \(outcome.rawValue) sends no code")
            return nil
        }
        repeat {
            guard let word = line.next else {
                line.refuseEnd("a setting such as 'code 8 digits' belongs at the end of this line")
                return nil
            }
            guard word.kind == .word, PolicyLine.settingWords.contains(word.text) else {
                let near = NearestWord.suggestion(for: word.text, among: PolicyLine.settingWords)
                let advice =
                    near.map { "did you mean '\($0)'?" }
                    ?? "a setting begins with \(PolicyLine.settingWords.joined(separator: ", "))"
                line.refuse(word, "'\(word.quotable)' is no setting; \(advice)")
                return nil
            }
            line.setting(into: &patch)
        } while line.takeComma()
        return line.isSound ? patch : nil
    }

    /// Whether a quoted name can be one.
    mutating func checkName(
        _ token: PolicyToken,
        what: String,
        in line: inout PolicyLine
    ) -> Bool {
        if token.text.isEmpty || token.text.count > PolicyReader.nameCharactersMax {
            line.refuse(token, "\(what) has 1 to \(PolicyReader.nameCharactersMax) characters")
            return false
        }
        if token.text.unicodeScalars.contains(where: PlainText.isForbidden) {
            line.refuse(token, "\(what) takes no control or invisible characters")
            return false
        }
        return true
    }
}

/// A rule before the policy's defaults are known.
struct ReadRule {
    let name: String
    let outcome: DecisionOutcome
    let isShadow: Bool
    let condition: Condition
    let patch: SettingsPatch
    let range: Range<Int>

    /// The rule on top of the policy's defaults.
    func rule(on settings: ConfirmationSettings) -> Rule {
        Rule(
            name: name,
            action: Action(outcome: outcome, settings: patch.applied(to: settings)),
            isShadow: isShadow,
            condition: condition,
            range: range
        )
    }
}
