public import CountersignCore

/// What a policy makes of a payment, without its reasons.
public struct Ruling: Equatable, Sendable {
    /// The place of the rule that decides; nil for `otherwise`.
    public let rule: Int?
    /// What happens.
    public let outcome: DecisionOutcome
}

extension Policy {
    /// The name of the rule at a place, or `otherwise`.
    public func name(ofRule place: Int?) -> String {
        place.map { rules[$0].name } ?? "otherwise"
    }
}
