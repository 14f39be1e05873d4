import CountersignCore
import CountersignPolicy

/// Decisions of the past, opened: all that a replay needs of them.
public struct BacktestPiece: Sendable {
    /// What the policy makes of a payment before its counters are known.
    struct Sight: Sendable {
        let outlook: Foresight.Outlook
        let hasRefusedSignal: Bool
    }

    struct Entry: Sendable {
        let decision: PastDecision
        /// Nil for one that is only counted, and for one whose payer can't be read any more.
        let sight: Sight?
        /// Nil where nothing is counted.
        let subjects: CountedSubjects?
    }

    let entries: [Entry]
    /// False for decisions before the range, which are only counted.
    let isJudged: Bool
}
