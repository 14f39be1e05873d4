/// When a rule fits.
public indirect enum Condition: Equatable, Sendable {
    /// Every part is true.
    case all([Condition])
    /// At least one part is true.
    case any([Condition])
    /// The part is false.
    case not(Condition)
    /// One comparison.
    case test(Test)
}

/// One comparison of a condition.
public struct Test: Equatable, Sendable {
    /// What is compared with what.
    public enum Kind: Hashable, Sendable {
        /// Two values in order.
        case compare(Operand, Relation, Operand)
        /// A counter and a percentage of another, in thousandths of a percent.
        case compareShare(Operand, Relation, thousandths: Int64, of: Operand)
        /// A value from one bound to another, both included.
        case between(Operand, Operand, Operand)
        /// A value that is, or is one of, some others.
        case isOneOf(Operand, [PolicyValue])
        /// A value that equals another fact's.
        case isSame(Operand, Operand)
        /// A value that stands in a list.
        case isListed(Operand, list: Int)
        /// Nobody said.
        case isMissing(Operand)
    }

    /// What is compared.
    public let kind: Kind
    /// Whether the opposite is meant: `is not`, `not in`.
    public let isNegated: Bool
    /// The comparison in the policy's canonical words.
    public let words: String
    /// Where it stands in the text, in bytes.
    public let range: Range<Int>

    /// A comparison.
    init(_ kind: Kind, isNegated: Bool = false, words: String, range: Range<Int>) {
        self.kind = kind
        self.isNegated = isNegated
        self.words = words
        self.range = range
    }
}

/// One side of a comparison.
public enum Operand: Hashable, Sendable {
    /// A fact, by its place in ``Policy/facts``.
    case fact(Int)
    /// A value that the policy writes out.
    case literal(PolicyValue)
}

/// How two values are ordered.
public enum Relation: String, CaseIterable, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "="
    case unequal = "!="

    /// Whether two numbers stand so.
    func holds(_ left: Int128, _ right: Int128) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        case .unequal: left != right
        }
    }
}
