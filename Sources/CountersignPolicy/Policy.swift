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

    /// A policy.
    public init(name: String, settings: ConfirmationSettings, otherwise: DecisionOutcome) {
        self.name = name
        self.settings = settings
        self.otherwise = otherwise
    }
}
