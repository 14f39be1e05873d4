public import CountersignCore

extension Scenario {
    /// Largest scenario file in bytes.
    public static let fileBytesMax = 262_144

    /// What reading a scenario file came to.
    public enum Reading: Sendable {
        /// The scenario.
        case read(Scenario)
        /// Everything that is wrong with the file, in its order; at least one.
        case faulty([Finding])
    }

    /// Reads a scenario file, JSON5; every fault is found at once.
    ///
    /// Strict: unknown settings, shares outside 0 to 1 and windows that end before they begin are
    /// faults.
    public static func read(file: String, bytes: [UInt8]) -> Reading {
        let document: JSONDocument
        do throws(Finding) {
            document = try JSONDocument(file: file, bytes: bytes)
        } catch {
            return .faulty([error])
        }
        var reader = ScenarioReader(document)
        let scenario = reader.scenario()
        guard reader.findings.isEmpty else {
            return .faulty(reader.findings.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return .read(scenario)
    }
}

/// Reads a scenario and collects every fault on the way.
struct ScenarioReader {
    /// Longest time of a scenario in seconds: a day.
    static let secondsMax = 86_400.0
    static let ratePerSecondMax = 100_000

    private let document: JSONDocument
    private(set) var findings: [Finding] = []

    init(_ document: JSONDocument) {
        self.document = document
    }

    mutating func scenario() -> Scenario {
        var scenario = Scenario()
        let known = ["seed", "platforms", "payers", "rehearsal"]
        guard let top = members(of: document.value, at: "", known: known) else { return scenario }
        for member in top {
            let pointer = "/" + member.name
            switch member.name {
            case "seed":
                scenario.seed = UInt64(whole(member.value, at: pointer, from: 0, to: .max) ?? 1)
            case "platforms": scenario.platforms = platforms(member.value, at: pointer)
            case "payers": scenario.payers = payers(member.value, at: pointer)
            default: scenario.rehearsal = rehearsal(member.value, at: pointer)
            }
        }
        return scenario
    }

    // MARK: - Parts

    private mutating func platforms(
        _ value: JSONValue,
        at pointer: String
    ) -> [SimulatedPlatform: PlatformScript] {
        let known = SimulatedPlatform.allCases.map(\.rawValue)
        var scripts: [SimulatedPlatform: PlatformScript] = [:]
        for member in members(of: value, at: pointer, known: known, called: "platform") ?? [] {
            guard let platform = SimulatedPlatform(rawValue: member.name) else { continue }
            let place = JSONPointer.appending(member.name, to: pointer)
            scripts[platform] = script(member.value, at: place)
        }
        return scripts
    }

    private mutating func payers(_ value: JSONValue, at pointer: String) -> PayerModel {
        var payers = PayerModel()
        for member in members(of: value, at: pointer, known: ["confirm", "deny", "after"]) ?? [] {
            let place = pointer + "/" + member.name
            switch member.name {
            case "confirm": payers.confirm = share(member.value, at: place) ?? payers.confirm
            case "deny": payers.deny = share(member.value, at: place) ?? payers.deny
            default: payers.after = latency(member.value, at: place) ?? payers.after
            }
        }
        if payers.confirm + payers.deny > 1, value["deny"] != nil {
            if value["confirm"] == nil {
                payers.confirm = 1 - payers.deny
            } else {
                fault(pointer + "/deny", "'confirm' and 'deny' are more than 1 together")
            }
        }
        return payers
    }

    private mutating func rehearsal(_ value: JSONValue, at pointer: String) -> RehearsalPlan {
        var plan = RehearsalPlan()
        let known = ["main", "backup", "payments_per_second", "seconds", "patience_s"]
        for member in members(of: value, at: pointer, known: known) ?? [] {
            let place = pointer + "/" + member.name
            switch member.name {
            case "main": plan.main = smsPlatform(member.value, at: place) ?? plan.main
            case "backup": plan.backup = smsPlatform(member.value, at: place) ?? plan.backup
            case "payments_per_second":
                plan.paymentsPerSecond =
                    number(member.value, at: place, from: 0.1, to: 1_000) ?? plan.paymentsPerSecond
            case "seconds":
                plan.seconds = number(member.value, at: place, from: 1, to: 3_600) ?? plan.seconds
            default:
                plan.patienceSeconds =
                    number(member.value, at: place, from: 1, to: 600) ?? plan.patienceSeconds
            }
        }
        if plan.main == plan.backup {
            fault(pointer, "'main' and 'backup' are the same platform; name two")
        }
        return plan
    }

    private mutating func smsPlatform(
        _ value: JSONValue,
        at pointer: String
    ) -> SimulatedPlatform? {
        guard let platform = word(value, as: SimulatedPlatform.self, at: pointer) else {
            return nil
        }
        guard platform.isSMS else {
            fault(pointer, "'\(platform.rawValue)' carries no SMS; take twilio or sms")
            return nil
        }
        return platform
    }

    // MARK: - Values

    /// The members of an object, those that are unknown left out with a fault.
    mutating func members(
        of value: JSONValue,
        at pointer: String,
        known: [String],
        called kind: String = "setting"
    ) -> [JSONMember]? {
        guard let members = value.object else {
            fault(pointer, "this is \(value.kind); an object { … } belongs here")
            return nil
        }
        return members.filter { member in
            if known.contains(member.name) { return true }
            let nearest = NearestWord.suggestion(for: member.name, among: known)
            let advice =
                nearest.map { "; did you mean '\($0)'?" }
                ?? "; known here: \(known.joined(separator: ", "))"
            findings.append(
                document.findingAtName(
                    of: JSONPointer.appending(member.name, to: pointer),
                    "unknown \(kind) '\(member.name)'\(advice)"
                )
            )
            return false
        }
    }

    mutating func share(_ value: JSONValue, at pointer: String) -> Double? {
        number(value, at: pointer, from: 0, to: 1)
    }

    mutating func number(
        _ value: JSONValue,
        at pointer: String,
        from least: Double,
        to most: Double
    ) -> Double? {
        guard case .number(let number) = value, let double = number.double,
            (least...most).contains(double)
        else {
            fault(pointer, "a number from \(text(least)) to \(text(most)) belongs here")
            return nil
        }
        return double
    }

    mutating func whole(
        _ value: JSONValue,
        at pointer: String,
        from least: Int,
        to most: Int
    ) -> Int? {
        guard let integer = value.integer.flatMap({ Int(exactly: $0) }),
            (least...most).contains(integer)
        else {
            fault(pointer, "a whole number from \(least) to \(most) belongs here")
            return nil
        }
        return integer
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ value: JSONValue,
        as type: Word.Type,
        at pointer: String
    ) -> Word? where Word.RawValue == String {
        let known = Word.allCases.map(\.rawValue)
        if let text = value.string {
            if let word = Word(rawValue: text) { return word }
            if let nearest = NearestWord.suggestion(for: text, among: known) {
                fault(pointer, "unknown word '\(text)'; did you mean '\(nearest)'?")
                return nil
            }
        }
        fault(pointer, "one of \(known.joined(separator: ", ")) belongs here")
        return nil
    }

    mutating func fault(_ pointer: String, _ message: String) {
        findings.append(document.finding(at: pointer, message))
    }

    /// A bound as a person writes it: without a fraction where it has none.
    private func text(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
