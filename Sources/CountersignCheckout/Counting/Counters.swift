import CountersignCore
import CountersignPolicy
import Synchronization

/// The counters of this process, and the one step in which they are asked and added to.
///
/// Nobody else decides between a decision's look at the counters and its own count: of payments side by side
/// exactly as many get through as the policy allows.
final class Counters: Sendable {
    fileprivate struct State {
        var board = CounterBoard()
        /// The board that is being rebuilt for other policies; everything that happens is counted on both.
        var next: CounterBoard?
    }

    /// What was decided on a payment, and what was counted with it.
    struct Decided: Sendable {
        let verdict: Verdict
        let events: [CountedEvent]
    }

    private let state = Mutex(State())
    /// The rebuilding under way, for the next one to wait for.
    let rebuilding = Mutex<Task<StoreFailure?, Swift.Never>?>(nil)

    /// What is counted.
    var plan: CounterPlan { state.withLock { $0.board.plan } }

    /// What is counted, or will be once a rebuilding is done: by what subjects have to be told apart.
    var planAhead: CounterPlan { state.withLock { $0.next?.plan ?? $0.board.plan } }

    /// How many subjects and entries are held.
    var size: (subjects: Int, entries: Int) {
        state.withLock { ($0.board.subjectCount, $0.board.entryCount) }
    }

    /// What some counters stand at.
    func values(
        of counters: [Counter],
        for subjects: CountedSubjects,
        _ rates: Rates?,
        at now: Instant
    ) -> [Counter: PolicyValue] {
        state.withLock { $0.board.values(of: counters, for: subjects, rates, at: now) }
    }

    /// Decides on a payment and counts it at once.
    ///
    /// What was counted is given back with ``takeBack(_:)`` if the payment does not come to be.
    func decide(
        _ policy: Policy,
        _ facts: PaymentFacts,
        _ subjects: CountedSubjects,
        at now: Instant
    ) -> Decided {
        let counters = policy.counters
        // Without counters nobody has to wait for the rules to be looked at.
        let early = counters.isEmpty ? policy.decide(facts) : nil
        return state.withLock { state in
            let verdict: Verdict
            if let early {
                verdict = early
            } else {
                var facts = facts
                facts.counters = state.board.values(
                    of: counters,
                    for: subjects,
                    policy.rates,
                    at: now
                )
                verdict = policy.decide(facts)
            }
            let events = CountedEvent.opening(
                verdict.action.outcome,
                amount: facts.amount,
                of: subjects,
                at: now
            )
            state.add(events)
            return Decided(verdict: verdict, events: events)
        }
    }

    /// Counts what happened to payments.
    func add(_ events: [CountedEvent]) {
        guard !events.isEmpty else { return }
        state.withLock { $0.add(events) }
    }

    /// Takes events back.
    func takeBack(_ events: [CountedEvent]) {
        guard !events.isEmpty else { return }
        state.withLock { state in
            for event in events {
                state.board.takeBack(event)
                state.next?.takeBack(event)
            }
        }
    }

    // MARK: - Rebuilding

    /// Begins to count for another plan beside what is counted now; true when nothing was counted yet.
    func begin(_ plan: CounterPlan) -> Bool {
        state.withLock { state in
            state.next = CounterBoard(plan)
            return state.board.plan.isEmpty
        }
    }

    /// Adds what the store knows to the board that is being rebuilt.
    func replay(_ events: [CountedEvent]) {
        state.withLock { state in
            for event in events { state.next?.add(event, isReplay: true) }
        }
    }

    /// Takes the rebuilt board, or leaves it.
    func end(isDone: Bool) {
        state.withLock { state in
            if isDone, let next = state.next { state.board = next }
            state.next = nil
        }
    }
}

extension Counters.State {
    fileprivate mutating func add(_ events: [CountedEvent]) {
        for event in events {
            board.add(event)
            next?.add(event)
        }
    }
}

extension CountedEvent {
    /// What a decision counts at once.
    static func opening(
        _ outcome: DecisionOutcome,
        amount: Amount?,
        of subjects: CountedSubjects,
        at now: Instant
    ) -> [CountedEvent] {
        switch outcome {
        case .confirm:
            [
                CountedEvent(.confirmations, amount: amount, of: subjects, at: now),
                CountedEvent(.sends, of: subjects, at: now),
            ]
        case .skip: [CountedEvent(.skips, amount: amount, of: subjects, at: now)]
        // A refused payment counts nowhere: an attack can't keep a payer out for longer than its own window.
        case .block: []
        }
    }
}
