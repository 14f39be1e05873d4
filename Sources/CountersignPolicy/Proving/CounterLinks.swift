internal import CountersignCore

/// What holds between a policy's counters whatever was counted, and which are compared with each other.
///
/// A longer window holds what a shorter one does, and a sum above zero has at least one payment. Nothing else
/// is implied: a message that fails gives its send back, and an approval may belong to a payment before
/// the window. Counters of different subjects are taken as independent.
struct CounterLinks {
    /// A comparison of one counter with a part of another.
    struct Share: Hashable {
        let left: Int
        let thousandths: Int64
        let whole: Int
        /// Whether equality stands on the side of less.
        let takesEqualAsLess: Bool
    }

    private let facts: [Fact]
    private var family: [Int]
    /// Facts of which the first is never more than the second.
    private(set) var nested: [(inner: Int, outer: Int)] = []
    /// Sums that are zero where a number is.
    private(set) var sums: [(sum: Int, number: Int)] = []
    /// Comparisons of counters with each other.
    private(set) var shares: Set<Share> = []

    init(facts: [Fact], tests: [Test]) {
        self.facts = facts
        family = Array(facts.indices)
        for (place, fact) in facts.enumerated() {
            guard case .counter(let inner) = fact else { continue }
            for (other, fact) in facts.enumerated() where other != place {
                guard case .counter(let outer) = fact, inner.isWithin(outer) else { continue }
                if inner.isAmount == outer.isAmount {
                    nested.append((place, other))
                } else if inner.isAmount {
                    sums.append((place, other))
                } else {
                    continue
                }
                join(place, other)
            }
        }
        for test in tests {
            guard
                case .compareShare(.fact(let left), let relation, let share, .fact(let whole)) =
                    test.kind
            else { continue }
            join(left, whole)
            shares.insert(
                Share(
                    left: left,
                    thousandths: share,
                    whole: whole,
                    takesEqualAsLess: relation == .lessOrEqual || relation == .greater
                )
            )
        }
    }

    /// A number that counters which hang together share.
    func family(of fact: Int) -> Int { family[fact] }

    private mutating func join(_ one: Int, _ other: Int) {
        let (kept, lost) = (min(family[one], family[other]), max(family[one], family[other]))
        family = family.map { $0 == lost ? kept : $0 }
    }
}

extension Counter {
    /// Whether everything that it counts is counted by another, as an event or as its money.
    func isWithin(_ other: Counter) -> Bool {
        guard kind == other.kind, subject == other.subject else { return false }
        switch (window, other.window) {
        case (.seconds(let inner), .seconds(let outer)):
            return isAmount == other.isAmount ? inner < outer : inner <= outer
        case (.sinceApproval, .sinceApproval): return isAmount != other.isAmount
        default: return false
        }
    }
}

extension Fact {
    /// The counter that it is.
    var counter: Counter? {
        if case .counter(let counter) = self { return counter }
        return nil
    }

    /// What is missing exactly when counters of a subject are; nil where they never are.
    static func presence(of subject: Counter.Subject, among facts: [Fact]) -> Fact? {
        switch subject {
        case .recipient, .merchant: nil
        case .customer: .customer
        case .prefix: .recipientCountry
        case .ip, .device:
            facts.first {
                if case .signal(let name, _) = $0 { return name == subject.rawValue }
                return false
            } ?? .signal(subject.rawValue, .text)
        }
    }
}
