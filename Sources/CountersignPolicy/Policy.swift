public import CountersignCore

/// A merchant's risk policy, parsed and checked.
///
/// Source: policies.md.
public struct Policy: Equatable, Sendable {
    /// The policy's name as its file gives it.
    public let name: String
    /// How the payer is asked where no rule says something else.
    public let settings: ConfirmationSettings
    /// Rules from the top; the first that fits decides.
    public let rules: [Rule]
    /// What happens when no rule fits.
    public let otherwise: Action
    /// What the policy promises never to decide; proven when its text was read.
    public let nevers: [Never]
    /// The currency that the policy speaks in and the rates into it; nil where it names none.
    public let rates: Rates?
    /// The time zone of `hour` and `weekday`, an IANA name; nil for UTC.
    public let timeZone: String?
    /// What the checkout may say of a payment.
    public let signals: [DeclaredSignal]
    /// Lists in files of their own.
    public let lists: [PolicyList]
    /// The facts that rules look at; conditions name them by their place here.
    public let facts: [Fact]

    /// A policy without rules: every payment is treated the same.
    public init(name: String, settings: ConfirmationSettings, otherwise: DecisionOutcome) {
        self.init(
            name: name,
            settings: settings,
            rules: [],
            otherwise: Action(outcome: otherwise, settings: settings),
            rates: nil,
            timeZone: nil,
            signals: [],
            lists: [],
            facts: []
        )
    }

    init(
        name: String,
        settings: ConfirmationSettings,
        rules: [Rule],
        otherwise: Action,
        nevers: [Never] = [],
        rates: Rates?,
        timeZone: String?,
        signals: [DeclaredSignal],
        lists: [PolicyList],
        facts: [Fact]
    ) {
        self.name = name
        self.settings = settings
        self.rules = rules
        self.otherwise = otherwise
        self.nevers = nevers
        self.rates = rates
        self.timeZone = timeZone
        self.signals = signals
        self.lists = lists
        self.facts = facts
    }

    /// Every channel that some decision may use, in the order of the text.
    public var channels: [Channel] {
        var channels: [Channel] = []
        for action in rules.map(\.action) + [otherwise] where action.outcome == .confirm {
            for channel in action.settings.channels where !channels.contains(channel) {
                channels.append(channel)
            }
        }
        return channels
    }

    /// Reads a policy's text.
    ///
    /// What this version does not understand is refused, never left out.
    /// - Parameters:
    ///   - text: the whole text; any line ends, any indentation.
    ///   - file: how the file is called in findings.
    ///   - list: reads a list's file by its path relative to the policy's folder; nil when it can't.
    /// - Returns: the policy, or nil when anything is wrong, and every finding in the text's order.
    public static func parse(
        _ text: String,
        file: String,
        list: (_ path: String) -> String? = { _ in nil }
    ) -> (policy: Policy?, findings: [Finding]) {
        let check = check(text, file: file, list: list)
        return (check.policy, check.findings)
    }

    /// Reads a policy's text as ``parse(_:file:list:)`` does, and keeps the payments on which it would
    /// break its own `never` lines.
    public static func check(
        _ text: String,
        file: String,
        list: (_ path: String) -> String? = { _ in nil }
    ) -> PolicyCheck {
        let source = SourceText(file: file, text: text)
        var (policy, findings) = PolicyReader.read(source, list: list)
        var counterexamples: [PolicyCounterexample] = []
        let readable = policy
        if let read = policy {
            (findings, counterexamples) = PolicyProver.prove(read, source)
            if !findings.isEmpty { policy = nil }
        }
        let ordered = findings.sorted {
            ($0.file == file ? 0 : 1, $0.line, $0.column)
                < ($1.file == file ? 0 : 1, $1.line, $1.column)
        }
        return PolicyCheck(
            policy: policy,
            findings: ordered,
            counterexamples: counterexamples,
            readable: readable
        )
    }
}

/// What reading a policy's text came to.
public struct PolicyCheck: Sendable {
    /// The policy; nil when anything is wrong with it.
    public let policy: Policy?
    /// Everything that is wrong, in the text's order.
    public let findings: [Finding]
    /// A payment for each `never` line that the policy can break.
    public let counterexamples: [PolicyCounterexample]
    /// The policy as it was read, for explaining only: it may break its promises; nil when its text
    /// is not understood.
    public let readable: Policy?
}
