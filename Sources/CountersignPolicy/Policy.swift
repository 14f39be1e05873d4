public import CountersignCore

/// A merchant's risk policy, parsed and checked.
///
/// Source: policies.md. This room reads the `defaults` block and `otherwise`.
public struct Policy: Equatable, Sendable {
    /// The policy's name as its file gives it.
    public let name: String
    /// What holds where no rule says something else.
    public let settings: ConfirmationSettings
    /// What happens when no rule fits.
    public let otherwise: DecisionOutcome
    /// The currency that the policy speaks in, where it names one.
    public let currency: Currency?

    /// A policy.
    public init(
        name: String,
        settings: ConfirmationSettings,
        otherwise: DecisionOutcome,
        currency: Currency? = nil
    ) {
        self.name = name
        self.settings = settings
        self.otherwise = otherwise
        self.currency = currency
    }

    /// Reads a policy's text.
    ///
    /// What this version does not understand is refused, never left out.
    /// - Parameters:
    ///   - text: the whole text; any line ends, any indentation.
    ///   - file: how the file is called in findings.
    /// - Returns: the policy, or nil when anything is wrong, and every finding in the text's order.
    public static func parse(
        _ text: String,
        file: String
    ) -> (policy: Policy?, findings: [Finding]) {
        let (policy, findings) = PolicyReader.read(SourceText(file: file, text: text))
        let ordered = findings.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        return (policy, ordered)
    }
}
