public import CountersignCore

/// A rehearsal's result: which decisions, and what another policy makes of them.
public struct BacktestReport: Sendable {
    /// What was counted over other payments in a rehearsal.
    public enum Counting: Equatable, Sendable {
        /// Nothing: the policy looks at each payment alone.
        case none
        /// What happened from a moment before the range on: as far back as the policy looks.
        /// - `oldest`: the oldest decision of the store, where it was made after that moment.
        case replayed(since: Instant, oldest: Instant?)
    }

    /// Which decisions.
    public let range: PastDecisionRange
    /// The other policy's name.
    public let policy: String
    /// What was counted.
    public let counting: Counting
    /// What the policy made of the decisions.
    public let tally: BacktestTally

    /// A result.
    public init(
        range: PastDecisionRange,
        policy: String,
        counting: Counting,
        tally: BacktestTally
    ) {
        self.range = range
        self.policy = policy
        self.counting = counting
        self.tally = tally
    }
}
