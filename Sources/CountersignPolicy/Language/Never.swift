public import CountersignCore

/// What a policy promises never to decide.
public struct Never: Equatable, Sendable {
    /// What must not happen.
    public let outcome: DecisionOutcome
    /// To which payments.
    public let condition: Condition
    /// Where the line stands in the text, in bytes.
    public let range: Range<Int>

    /// The line in the policy's canonical words.
    public var words: String { "never \(outcome.rawValue) if \(condition.words)" }
}
