internal import CountersignCore

/// Finds what is wrong with a policy as a whole: rules that never fire, and promises that it can break.
struct PolicyProver {
    /// Most comparisons that are made for one `never` line.
    static let comparisonsPerNeverMax = 1_000_000
    /// Most comparisons that are made for all rules that might never fire.
    static let comparisonsForRulesMax = 1_000_000
    /// Most rules of a policy of which it is asked whether each can fire.
    static let rulesMax = 300

    private let policy: Policy
    private let source: SourceText
    private let rules: [Formula]
    private let nevers: [Formula]
    private let space: PaymentSpace
    private var findings: [Finding]
    private var counterexamples: [PolicyCounterexample] = []

    /// What a policy's rules and promises come to.
    static func prove(
        _ policy: Policy,
        _ source: SourceText
    ) -> (findings: [Finding], counterexamples: [PolicyCounterexample]) {
        var book = FormulaBook(facts: policy.facts)
        let rules = policy.rules.map { book.formula(of: $0.condition) }
        let nevers = policy.nevers.map { book.formula(of: $0.condition) }
        let doubles = doubles(policy, rules, source)
        let looksAtRules = !rules.isEmpty && rules.count <= rulesMax
        guard !nevers.isEmpty || looksAtRules else { return (Array(doubles.values), []) }
        let space = PaymentSpace(
            facts: book.facts,
            tests: book.tests,
            rates: policy.rates,
            lists: policy.lists
        )
        var prover = PolicyProver(
            policy: policy,
            source: source,
            rules: rules,
            nevers: nevers,
            space: space,
            findings: Array(doubles.values)
        )
        if looksAtRules { prover.checkRules(except: Set(doubles.keys)) }
        for never in nevers.indices { prover.checkNever(never) }
        return (prover.findings, prover.counterexamples)
    }

    // MARK: - Rules

    /// Rules with a condition that one above has, by their places.
    private static func doubles(
        _ policy: Policy,
        _ rules: [Formula],
        _ source: SourceText
    ) -> [Int: Finding] {
        var deciding: [Formula: Int] = [:]
        var watching: [Formula: Int] = [:]
        var findings: [Int: Finding] = [:]
        for (place, formula) in rules.enumerated() {
            let rule = policy.rules[place]
            if let earlier = deciding[formula] ?? (rule.isShadow ? watching[formula] : nil) {
                let other = policy.rules[earlier]
                findings[place] = source.finding(
                    at: rule.range.lowerBound,
                    length: rule.range.count,
                    "'\(other.name)' on line \(line(of: other, source)) has the same condition; "
                        + "keep one of them"
                )
            } else if rule.isShadow {
                watching[formula] = place
            } else {
                deciding[formula] = place
            }
        }
        return findings
    }

    private mutating func checkRules(except doubles: Set<Int>) {
        var left = PolicyProver.comparisonsForRulesMax
        for place in rules.indices where !doubles.contains(place) {
            guard isImpossible(question(reaching: place), &left) else { continue }
            let rule = policy.rules[place]
            findings.append(
                source.finding(
                    at: rule.range.lowerBound,
                    length: rule.range.count,
                    "this rule never fires: " + reason(place, &left)
                )
            )
        }
    }

    /// Why a rule that never fires does not.
    private func reason(_ place: Int, _ left: inout Int) -> String {
        if isImpossible(PaymentQuestion(fitting: [rules[place]]), &left) {
            return "no payment is at once '\(policy.rules[place].condition.words)'"
        }
        for above in deciders(above: place) {
            let question = PaymentQuestion(fitting: [rules[place]], failing: [rules[above]])
            guard isImpossible(question, &left) else { continue }
            let rule = policy.rules[above]
            return
                "'\(rule.name)' on line \(PolicyProver.line(of: rule, source)) takes every payment "
                + "that it fits"
        }
        return "the rules above it together take every payment that it fits"
    }

    private func isImpossible(_ question: PaymentQuestion, _ left: inout Int) -> Bool {
        var search = PaymentSearch(space, policy.lists, comparisonsMax: left)
        let result = search.find(question)
        left = search.comparisonsLeft
        if case .none = result { return true }
        return false
    }

    // MARK: - Promises

    private mutating func checkNever(_ place: Int) {
        let never = policy.nevers[place]
        var left = PolicyProver.comparisonsPerNeverMax
        let deciders = rules.indices.filter { policy.rules[$0].action.outcome == never.outcome }
            .filter { !policy.rules[$0].isShadow }
        var places: [Int?] = deciders
        if policy.otherwise.outcome == never.outcome { places.append(nil) }
        for decider in places {
            var question = question(reaching: decider)
            question.fitting.insert(nevers[place], at: 0)
            var search = PaymentSearch(space, policy.lists, comparisonsMax: left)
            let result = search.find(question)
            left = search.comparisonsLeft
            switch result {
            case .none: continue
            case .found(let parts): return add(never, decider, parts)
            case .beyond:
                let why =
                    search.hangsOnInexact
                    ? "it hangs on counters that are compared with each other in more than one way"
                    : "too many cases to look at them all"
                return refuse(
                    never,
                    "this is beyond the prover: \(why); simplify the line or the rules that "
                        + never.outcome.rawValue
                )
            }
        }
    }

    private mutating func add(_ never: Never, _ decider: Int?, _ parts: [PaymentPart]) {
        let rule = decider.map { policy.rules[$0] }
        let example = PolicyCounterexample(never, rule: rule?.name, parts: parts)
        let by =
            rule.map { "rule '\($0.name)' on line \(PolicyProver.line(of: $0, source))" }
            ?? "'otherwise'"
        counterexamples.append(example)
        refuse(
            never,
            "\(by) can break this: it would \(never.outcome.rawValue) this payment: \(example.words)"
        )
    }

    private mutating func refuse(_ never: Never, _ message: String) {
        findings.append(
            source.finding(at: never.range.lowerBound, length: never.range.count, message)
        )
    }

    // MARK: - Questions

    /// The payments on which a rule fires; nil for `otherwise`.
    private func question(reaching place: Int?) -> PaymentQuestion {
        PaymentQuestion(
            fitting: place.map { [rules[$0]] } ?? [],
            failing: deciders(above: place ?? rules.count).map { rules[$0] }
        )
    }

    private func deciders(above place: Int) -> [Int] {
        (0..<place).filter { !policy.rules[$0].isShadow }
    }

    private static func line(of rule: Rule, _ source: SourceText) -> Int {
        source.finding(at: rule.range.lowerBound, "").line
    }
}
