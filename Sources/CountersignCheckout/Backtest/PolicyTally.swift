public import CountersignCore

/// What became of decisions, told apart by what decided them.
public struct PolicyTally: Sendable {
    /// What decided, and how.
    public struct Key: Hashable, Sendable {
        /// Whose payments.
        public let merchant: MerchantID
        /// The policy's name.
        public let policy: String
        /// The version of its text.
        public let version: String
        /// The rule, or `otherwise`.
        public let rule: String
        /// What it decided.
        public let outcome: DecisionOutcome
    }

    /// Most rows; a report of more asks for a shorter range or one merchant.
    public static let rowsMax = 10_000

    /// Counts by what decided.
    public private(set) var rows: [Key: DecisionFates] = [:]

    /// Nothing.
    public init() {}

    /// Whether there are more rows than a report may have.
    public var isTooLarge: Bool { rows.count > PolicyTally.rowsMax }

    /// Counts some decisions.
    public mutating func add(_ decisions: [PastDecision]) {
        for decision in decisions {
            let key = Key(
                merchant: decision.merchant,
                policy: decision.policy,
                version: decision.version,
                rule: decision.rule,
                outcome: decision.outcome
            )
            rows[key, default: DecisionFates()].add(decision)
        }
    }

    /// The rows by merchant and policy, the newest version first, the busiest rule first.
    public var sorted: [(key: Key, fates: DecisionFates)] {
        func order(_ row: (key: Key, value: DecisionFates)) -> (String, String, Int, Int, String) {
            let key = row.key
            return (
                key.merchant.text, key.policy, -(Int(key.version) ?? 0), -row.value.count, key.rule
            )
        }
        return rows.sorted { order($0) < order($1) }.map { ($0.key, $0.value) }
    }
}
