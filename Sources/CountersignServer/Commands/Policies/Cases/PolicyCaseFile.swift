import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignPolicy

/// A table of example payments and expected decisions beside a policy.
enum PolicyCaseFile {
    /// What the name of a policy's table ends in, in place of `.policy`.
    static let suffix = ".cases.json5"
    /// When a payment is asked that says nothing of it.
    static let standardMoment = "2026-01-01T12:00:00Z"

    /// The table beside a policy.
    static func name(beside policy: String) -> String {
        let isPolicy = policy.hasSuffix(PolicyFolder.suffix)
        return (isPolicy ? String(policy.dropLast(PolicyFolder.suffix.count)) : policy) + suffix
    }

    /// Reads a table for a policy.
    /// - Returns: the cases, or none when anything is wrong, and every finding in the text's order.
    static func read(
        _ source: SourceText,
        for policy: Policy
    ) -> (cases: [PolicyCase], findings: [Finding]) {
        do throws(JSONFault) {
            let document = try JSONReader.readWithPlaces(source.bytes)
            var reader = PolicyCaseReader(source, offsets: document.offsets, policy)
            let cases = reader.cases(document.value)
            let findings = reader.settings.findings.sorted {
                ($0.line, $0.column) < ($1.line, $1.column)
            }
            return (findings.isEmpty ? cases : [], findings)
        } catch {
            return ([], [source.finding(at: error.offset, error.reason)])
        }
    }
}

/// Reads the cases of one table and collects every fault on the way.
private struct PolicyCaseReader {
    var settings: SettingsReader
    private let source: SourceText
    private let policy: Policy
    private var names: Set<String> = []

    init(_ source: SourceText, offsets: [String: Int], _ policy: Policy) {
        settings = SettingsReader(source, offsets: offsets)
        self.source = source
        self.policy = policy
    }

    mutating func cases(_ document: JSONValue) -> [PolicyCase] {
        guard let root = settings.section(document, at: "", known: ["cases"]) else { return [] }
        guard let elements = root.value("cases")?.array, !elements.isEmpty else {
            settings.fault("/cases", "'cases' is a list of at least one case: cases: [{ … }]")
            return []
        }
        return elements.enumerated().compactMap { number, element in
            self.case(element, at: "/cases/\(number)")
        }
    }

    private mutating func `case`(_ value: JSONValue, at pointer: String) -> PolicyCase? {
        let known = ["name", "at", "payment", "expect"]
        guard let section = settings.section(value, at: pointer, known: known) else { return nil }
        let name = settings.requiredText("name", in: section, example: "\"a large order\"")
        if let name, !names.insert(name).inserted {
            settings.fault(
                section.pointer(to: "name"),
                "another case has this name; choose another"
            )
        }
        let moment = moment(in: section)
        let (request, counters) = payment(in: section, name: name ?? "case")
        let expected = expectation(in: section)
        guard let name, let moment, let request, let expected else { return nil }
        let place = source.finding(at: settings.offsets[pointer] ?? 0, "")
        return PolicyCase(
            name: name,
            place: "\(place.file):\(place.line):\(place.column)",
            request: request,
            counters: counters,
            moment: moment,
            expected: expected
        )
    }

    private mutating func moment(in section: SettingsReader.Section) -> Instant? {
        guard section.value("at") != nil else {
            return Instant(rfc3339: PolicyCaseFile.standardMoment)
        }
        guard let text = settings.text("at", in: section) else { return nil }
        guard let moment = Instant(rfc3339: text) else {
            settings.fault(
                section.pointer(to: "at"),
                "'at' is a time in UTC, e.g. \"\(PolicyCaseFile.standardMoment)\""
            )
            return nil
        }
        return moment
    }

    // MARK: - Payments

    private mutating func payment(
        in section: SettingsReader.Section,
        name: String
    ) -> (request: ConfirmationRequest?, counters: [Counter: PolicyValue]) {
        let pointer = section.pointer(to: "payment")
        guard let value = section.value("payment") else {
            settings.fault(
                section.pointer,
                "'payment' is missing here: an object as POST /v1/confirmations takes it"
            )
            return (nil, [:])
        }
        let (document, given) = PolicyPayment.parts(value)
        let counted = PolicyPayment.counters(given, for: policy)
        for fault in counted.faults {
            let place = pointer + "/counters"
            let member = fault.name.isEmpty ? place : JSONPointer.appending(fault.name, to: place)
            settings.fault(member, fault.advice)
        }
        return (payment(document, name, section, pointer), counted.values)
    }

    private mutating func payment(
        _ value: JSONValue,
        _ name: String,
        _ section: SettingsReader.Section,
        _ pointer: String
    ) -> ConfirmationRequest? {
        switch PolicyPayment.read(PolicyCaseReader.payment(value, called: name)) {
        case .failure(let faults):
            for fault in faults.listed {
                let isOfName = fault.pointer == "#/reference" && value["reference"] == nil
                settings.fault(
                    isOfName ? section.pointer(to: "name") : pointer + fault.pointer.dropFirst(),
                    fault.detail
                )
            }
            return nil
        case .success(let request):
            if let fault = policy.fault(in: request.signals) {
                let place = JSONPointer.appending(fault.name, to: pointer + "/signals")
                settings.fault(place, fault.advice)
                return nil
            }
            return request
        }
    }

    /// A payment with the case's name for its order number where it gives none.
    private static func payment(_ value: JSONValue, called name: String) -> JSONValue {
        guard let members = value.object, value["reference"] == nil else { return value }
        return .object(members + [JSONMember("reference", .string(name))])
    }

    // MARK: - Expectations

    private mutating func expectation(
        in section: SettingsReader.Section
    ) -> PolicyCase.Expectation? {
        let pointer = section.pointer(to: "expect")
        guard let value = section.value("expect") else {
            settings.fault(section.pointer, "'expect' is missing here: expect: { outcome: … }")
            return nil
        }
        let known = ["outcome", "rule", "shadow", "settings"]
        guard let expect = settings.section(value, at: pointer, known: known) else { return nil }
        let outcome = settings.requiredText("outcome", in: expect, example: "\"confirm\"")
            .flatMap {
                settings.word(
                    $0,
                    at: expect.pointer(to: "outcome"),
                    as: DecisionOutcome.self,
                    called: "outcome"
                )
            }
        let rule = settings.text("rule", in: expect)
        if let rule, rule != PolicyCase.otherwise {
            checkRule(rule, isShadow: false, at: expect.pointer(to: "rule"))
        }
        let shadow = shadow(in: expect)
        let expected = expectedSettings(in: expect, outcome)
        guard let outcome else { return nil }
        return PolicyCase.Expectation(
            outcome: outcome,
            rule: rule,
            shadow: shadow,
            settings: expected
        )
    }

    private mutating func shadow(in expect: SettingsReader.Section) -> [String]? {
        guard let value = expect.value("shadow") else { return nil }
        let pointer = expect.pointer(to: "shadow")
        guard let names = value.array?.map(\.string), !names.contains(nil) else {
            settings.fault(pointer, "'shadow' is a list of names of shadow rules; [] for none")
            return nil
        }
        for (number, name) in names.compactMap({ $0 }).enumerated() {
            checkRule(name, isShadow: true, at: "\(pointer)/\(number)")
        }
        return names.compactMap { $0 }
    }

    /// Finds a name that no rule of the policy has.
    private mutating func checkRule(_ name: String, isShadow: Bool, at pointer: String) {
        if let rule = policy.rules.first(where: { $0.name == name }) {
            guard rule.isShadow != isShadow else { return }
            settings.fault(
                pointer,
                rule.isShadow
                    ? "this is a shadow rule, which decides nothing; name it under 'shadow'"
                    : "this rule decides and is no shadow rule; name it as 'rule'"
            )
            return
        }
        let names = policy.rules.filter { $0.isShadow == isShadow }.map(\.name)
        let nearest = NearestWord.suggestion(for: name, among: names)
        settings.fault(
            pointer,
            "the policy has no \(isShadow ? "shadow " : "")rule '\(name)'"
                + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        )
    }

    private mutating func expectedSettings(
        in expect: SettingsReader.Section,
        _ outcome: DecisionOutcome?
    ) -> [(setting: PolicySetting, value: JSONValue)] {
        guard let value = expect.value("settings") else { return [] }
        let pointer = expect.pointer(to: "settings")
        if let outcome, outcome != .confirm {
            settings.fault(pointer, "a \(outcome.rawValue) asks nobody; leave the settings out")
            return []
        }
        let known = PolicySetting.allCases.map(\.rawValue)
        guard let section = settings.section(value, at: pointer, known: known) else { return [] }
        return section.members.compactMap { member in
            guard let setting = PolicySetting(rawValue: member.name) else { return nil }
            // A value of the same kind as any policy has.
            let example = setting.value(in: ConfirmationSettings())
            guard let value = PolicyCaseReader.value(member.value, like: example) else {
                settings.fault(
                    section.pointer(to: member.name),
                    "'\(member.name)' is written as in \(member.name): \(JSONText.text(example))"
                )
                return nil
            }
            return (setting, value)
        }
    }

    private static func value(_ value: JSONValue, like example: JSONValue) -> JSONValue? {
        switch example {
        case .number: value.integer.map { .integer($0) }
        case .array: value.array?.allSatisfy(isChannel) == true ? value : nil
        default: value.bool.map { .bool($0) }
        }
    }

    private static func isChannel(_ value: JSONValue) -> Bool {
        value.string.flatMap(Channel.init(rawValue:)) != nil
    }
}
