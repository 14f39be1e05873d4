internal import CountersignCore

/// A payment that is looked for: conditions that must be true, and ones that must not be.
struct PaymentQuestion {
    /// True of the payment.
    var fitting: [Formula]
    /// False of the payment, or hanging on something missing.
    var failing: [Formula] = []
}

/// What a search came to.
enum PaymentSearchResult {
    /// Such a payment, as the choices that matter.
    case found([PaymentPart])
    /// No payment is such.
    case none
    /// It was given up: nothing is proved.
    case beyond
}

/// An exact search over all possible payments.
///
/// Exact because every payment there can be has a twin within the ``PaymentSpace``, and a policy's
/// comparisons are true, false or missing of both alike. Groups of facts are chosen one after the
/// other, depth first, always one that the answer still hangs on; choices that settle the answer end
/// their branch. What is left out is left out because it was settled, so that finding nothing proves it.
struct PaymentSearch {
    /// What is known while some groups are not chosen yet.
    private enum Answer: Equatable {
        case yes
        case no
        case open(group: Int)
    }

    private let space: PaymentSpace
    private let lists: [PolicyList]
    /// The choice of each group; nil while it is open.
    private var chosen: [Int?]
    /// The values of the facts in the groups that were chosen.
    private var values: [PolicyValue]
    /// Comparisons that may still be made.
    private(set) var comparisonsLeft: Int
    /// Whether the answer hung on facts of which not every way to be is known.
    private(set) var hangsOnInexact = false

    init(_ space: PaymentSpace, _ lists: [PolicyList], comparisonsMax: Int) {
        self.space = space
        self.lists = lists
        chosen = Array(repeating: nil, count: space.groups.count)
        values = Array(repeating: .missing, count: space.groupOfFact.count)
        comparisonsLeft = comparisonsMax
    }

    /// Looks for a payment.
    mutating func find(_ question: PaymentQuestion) -> PaymentSearchResult {
        let result = search(question)
        // What was found is there; what was not found may still be.
        if case .none = result, hangsOnInexact { return .beyond }
        return result
    }

    private mutating func search(_ question: PaymentQuestion) -> PaymentSearchResult {
        guard comparisonsLeft > 0 else { return .beyond }
        switch answer(question) {
        case .no: return .none
        case .yes:
            let parts = space.groups.indices.compactMap { group in
                chosen[group].map { space.groups[group].choices[$0].part }
            }
            return .found(parts)
        case .open(let group):
            if !space.groups[group].isExact { hangsOnInexact = true }
            for choice in space.groups[group].choices.indices {
                choose(choice, of: group)
                let result = search(question)
                chosen[group] = nil
                if case .none = result { continue }
                return result
            }
            return .none
        }
    }

    private mutating func choose(_ choice: Int, of group: Int) {
        chosen[group] = choice
        for (fact, value) in space.groups[group].choices[choice].values { values[fact] = value }
    }

    // MARK: - Answers

    private mutating func answer(_ question: PaymentQuestion) -> Answer {
        var known = Answer.yes
        for formula in question.fitting {
            let part = answer(formula, true)
            if part == .no { return .no }
            if known == .yes { known = part }
        }
        // The rules above are many: they are looked at for payments that fit below only.
        guard known == .yes else { return known }
        for formula in question.failing {
            switch answer(formula, true) {
            case .yes: return .no
            case .no: continue
            case let open: if known == .yes { known = open }
            }
        }
        return known
    }

    /// Whether a condition's truth is the wanted one; something missing is neither true nor false.
    private mutating func answer(_ formula: Formula, _ wanted: Bool) -> Answer {
        switch formula {
        case .test(let test): return answer(test: test, wanted)
        case .counted(let test, let absences):
            var known = answer(test: test, wanted)
            for absence in absences where known != .no {
                let part = answer(test: absence, false)
                if part != .yes { known = part == .no || known == .yes ? part : known }
            }
            return known
        case .not(let part): return answer(part, !wanted)
        case .all(let parts): return answer(parts, wanted, needsAll: wanted)
        case .any(let parts): return answer(parts, wanted, needsAll: !wanted)
        }
    }

    private mutating func answer(_ parts: [Formula], _ wanted: Bool, needsAll: Bool) -> Answer {
        let (going, ending): (Answer, Answer) = needsAll ? (.yes, .no) : (.no, .yes)
        var known = going
        for part in parts {
            let answer = answer(part, wanted)
            if answer == ending { return ending }
            if known == going { known = answer }
        }
        return known
    }

    private mutating func answer(test: Int, _ wanted: Bool) -> Answer {
        comparisonsLeft -= 1
        let truth: Bool?
        switch space.places[test] {
        case .local(let group, let number):
            guard let choice = chosen[group] else { return .open(group: group) }
            truth = space.groups[group].choices[choice].truths[number]
        case .linked(let groups):
            if let open = groups.first(where: { chosen[$0] == nil }) { return .open(group: open) }
            truth = space.tests[test].holds(values, lists)
        }
        return truth == wanted ? .yes : .no
    }
}
