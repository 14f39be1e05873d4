import CountersignCore
import CountersignPolicy

/// Walks the past in the order of time and counts it anew while it is put to a policy.
///
/// What is counted is what would have been, had the policy come into force where the range begins:
///
/// - before the range, what happened;
/// - within it, what the policy itself decides. A payment that it lets pass counts as a skip, one that it
///   refuses nowhere. One that it would ask for counts as asked for, with its first message; what came
///   after (further messages, wrong codes, the payer's answer) counts at its own moment where the payer was
///   asked in fact, and is left out where nobody was: nobody knows what would have been answered;
/// - of a payment whose payer can't be read any more, what happened.
///
/// What happens in one millisecond is taken before what is decided in it.
public struct BacktestReplay: Sendable {
    private let backtest: Backtest
    private var board: CounterBoard
    private var later = CountedEventQueue()
    private let countsSends: Bool
    private let countsAnswers: Bool

    /// The replay of one rehearsal, before its first piece.
    public init(_ backtest: Backtest) {
        self.backtest = backtest
        board = CounterBoard(backtest.plan)
        countsSends = backtest.plan.counts(.sends)
        countsAnswers = !backtest.plan.isEmpty
    }

    /// Judges and counts the next piece.
    public mutating func judge(_ piece: BacktestPiece) -> BacktestTally {
        var tally = BacktestTally()
        for entry in piece.entries {
            let decision = entry.decision
            count(until: decision.at)
            var outcome = decision.outcome
            if let sight = entry.sight {
                let ruling = ruling(sight.outlook, entry)
                outcome = ruling.outcome
                tally.add(
                    decision,
                    ruling,
                    rule: backtest.policy.name(ofRule: ruling.rule),
                    worth: decision.amount.flatMap { backtest.policy.rates?.units(of: $0) },
                    hasRefusedSignal: sight.hasRefusedSignal
                )
            } else if piece.isJudged {
                tally.addUnreadable()
            }
            if let subjects = entry.subjects { count(decision, as: outcome, of: subjects) }
        }
        return tally
    }

    private func ruling(_ outlook: Foresight.Outlook, _ entry: BacktestPiece.Entry) -> Ruling {
        backtest.foresight.ruling(on: outlook) { counter in
            guard let subjects = entry.subjects else { return .missing }
            return board.value(
                of: counter,
                for: subjects,
                backtest.policy.rates,
                at: entry.decision.at
            )
        }
    }

    // MARK: - Counting

    /// Counts what was still to come and has happened by now.
    private mutating func count(until now: Instant) {
        while let next = later.pop(until: now) {
            if next.isTakenBack { board.takeBack(next.event) } else { board.add(next.event) }
        }
    }

    private mutating func count(
        _ decision: PastDecision,
        as outcome: DecisionOutcome,
        of subjects: CountedSubjects
    ) {
        let opening = CountedEvent.opening(
            outcome,
            amount: decision.amount,
            of: subjects,
            at: decision.at
        )
        for event in opening { board.add(event) }
        guard outcome == .confirm, decision.outcome == .confirm, countsAnswers,
            let history = decision.history
        else { return }
        func event(
            _ kind: Counter.Kind,
            _ amount: Amount? = nil,
            at moment: Instant
        ) -> CountedEvent {
            CountedEvent(kind, amount: amount, of: subjects, at: moment)
        }
        if countsSends {
            for (number, send) in history.sends.enumerated() {
                let sent = event(.sends, at: send.at)
                // The first one is counted with the opening.
                if number > 0 { later.push(sent, at: send.at) }
                if let failedAt = send.failedAt {
                    later.push(sent, at: failedAt, isTakenBack: true)
                }
            }
        }
        for moment in history.wrongCodes { later.push(event(.failures, at: moment), at: moment) }
        if let amendedAt = history.amendedAt, history.amount != decision.amount {
            let asked = event(.confirmations, decision.amount, at: decision.at)
            let amended = event(.confirmations, history.amount, at: decision.at)
            later.push(asked, at: amendedAt, isTakenBack: true)
            later.push(amended, at: amendedAt)
        }
        guard let closedAt = decision.closedAt else { return }
        switch decision.status {
        case .approved: later.push(event(.approvals, history.amount, at: closedAt), at: closedAt)
        case .denied: later.push(event(.denials, history.amount, at: closedAt), at: closedAt)
        default: break
        }
    }
}
