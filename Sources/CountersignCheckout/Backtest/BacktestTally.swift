public import CountersignCore
import CountersignPolicy

/// How a decision was made and how another policy would make it.
public struct BacktestMove: Hashable, Sendable {
    /// What was decided.
    public let from: DecisionOutcome
    /// What the other policy would decide.
    public let to: DecisionOutcome
}

/// One payment that another policy would decide otherwise.
public struct BacktestChange: Sendable {
    /// The decision as it was made.
    public let decision: PastDecision
    /// What the other policy would decide.
    public let outcome: DecisionOutcome
    /// By which rule, or `otherwise`.
    public let rule: String
    /// The amount in the other policy's units; nil where its currency has no rate there.
    let worth: Int128?

    /// Whether it comes before another in a list of the largest: by the policy's own rates, then by the
    /// bare amount where there is no rate, then the older one.
    func isLarger(than other: BacktestChange) -> Bool {
        switch (worth, other.worth) {
        case (let left?, let right?) where left != right: return left > right
        case (_?, nil): return true
        case (nil, _?): return false
        default: break
        }
        let (left, right) = (bareWorth, other.bareWorth)
        return left != right ? left > right : decision.id < other.decision.id
    }

    /// Ten-thousandths of the currency's main unit.
    private var bareWorth: Int128 {
        guard let amount = decision.amount else { return -1 }
        let places = max(0, 4 - amount.currency.exponent)
        return (0..<places).reduce(Int128(amount.minorUnits)) { worth, _ in worth * 10 }
    }
}

/// What another policy makes of the past, counted.
public struct BacktestTally: Sendable {
    /// How many of the changed payments are named.
    public static let largestMax = 10

    /// Decisions that were judged.
    public private(set) var judged = 0
    /// Decisions whose payer can't be read any more: their key is gone, or they were erased.
    public private(set) var unreadable = 0
    /// Payments with a signal that the other policy does not declare so: the API would refuse them, here
    /// the signal counts as missing.
    public private(set) var signalsRefused = 0
    /// Decisions with the same outcome that another rule would make.
    public private(set) var otherRule = 0
    /// What was decided and would be, each with what became of it.
    public private(set) var moves: [BacktestMove: DecisionFates] = [:]
    /// The largest payments that would be decided otherwise, the largest first.
    public private(set) var largest: [BacktestChange] = []

    /// Nothing.
    public init() {}

    /// Decisions that would be made otherwise.
    public var changed: Int {
        moves.reduce(0) { $0 + ($1.key.from == $1.key.to ? 0 : $1.value.count) }
    }

    mutating func addUnreadable() { unreadable += 1 }

    mutating func add(
        _ decision: PastDecision,
        _ ruling: Ruling,
        rule: @autoclosure () -> String,
        worth: @autoclosure () -> Int128?,
        hasRefusedSignal: Bool
    ) {
        judged += 1
        if hasRefusedSignal { signalsRefused += 1 }
        let move = BacktestMove(from: decision.outcome, to: ruling.outcome)
        moves[move, default: DecisionFates()].add(decision)
        let rule = rule()
        guard move.from != move.to else {
            if !rule.utf8.elementsEqual(decision.rule.utf8) { otherRule += 1 }
            return
        }
        let change = BacktestChange(
            decision: decision,
            outcome: ruling.outcome,
            rule: rule,
            worth: worth()
        )
        insert(change)
    }

    /// Adds what was counted of another piece of the past.
    public mutating func add(_ other: BacktestTally) {
        judged += other.judged
        unreadable += other.unreadable
        signalsRefused += other.signalsRefused
        otherRule += other.otherRule
        for (move, fates) in other.moves { moves[move, default: DecisionFates()].add(fates) }
        for change in other.largest { insert(change) }
    }

    private mutating func insert(_ change: BacktestChange) {
        if largest.count == BacktestTally.largestMax, let last = largest.last,
            !change.isLarger(than: last)
        {
            return
        }
        let place = largest.firstIndex { change.isLarger(than: $0) } ?? largest.count
        largest.insert(change, at: place)
        if largest.count > BacktestTally.largestMax { largest.removeLast() }
    }
}
