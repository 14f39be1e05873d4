public import CountersignCheckout
public import CountersignCore

/// Writes a rehearsal's result as JSON.
public enum BacktestJSON {
    /// Writes a result as the next value.
    public static func write(_ report: BacktestReport, to json: inout JSONWriter) {
        let (range, tally) = (report.range, report.tally)
        json.beginObject()
        json.member("policy", report.policy)
        json.member("since", range.since.rfc3339)
        json.member("until", range.until.rfc3339)
        json.member("mode", range.mode.rawValue)
        if let merchant = range.merchant { json.member("merchant", merchant.text) }
        switch report.counting {
        case .none: json.member("counters", "none")
        case .replayed(let since, let oldest):
            json.member("counters", "replayed")
            json.member("counted_since", since.rfc3339)
            if let oldest { json.member("store_since", oldest.rfc3339) }
        }
        json.member("judged", tally.judged)
        json.member("unreadable", tally.unreadable)
        json.member("signals_refused", tally.signalsRefused)
        json.member("changed", tally.changed)
        json.member("other_rule", tally.otherRule)
        json.name("moves")
        json.beginArray()
        for (move, fates) in moves(of: tally) {
            json.beginObject()
            json.member("from", move.from.rawValue)
            json.member("to", move.to.rawValue)
            write(fates, to: &json)
            json.endObject()
        }
        json.endArray()
        json.name("largest")
        json.beginArray()
        for change in tally.largest { write(change, to: &json) }
        json.endArray()
        json.endObject()
    }

    /// The members that count payments and sum up their money.
    public static func write(_ fates: DecisionFates, to json: inout JSONWriter) {
        for (name, count) in counts(of: fates) { json.member(name, count) }
        json.name("sums")
        json.beginArray()
        for sum in fates.sortedSums {
            json.beginObject()
            json.member("value", sum.minorUnits)
            json.member("currency", sum.currency.code)
            json.endObject()
        }
        json.endArray()
    }

    /// The counts by their names.
    public static func counts(of fates: DecisionFates) -> [(name: String, count: Int)] {
        [
            ("decisions", fates.count), ("confirmed", fates.confirmed), ("denied", fates.denied),
            ("abandoned", fates.abandoned), ("pending", fates.pending),
        ]
    }

    /// What was decided and would be: changes first, in the order of confirm, skip, block.
    public static func moves(
        of tally: BacktestTally
    ) -> [(move: BacktestMove, fates: DecisionFates)] {
        let all = DecisionOutcome.allCases
        let pairs = all.flatMap { from in all.map { (from, $0) } }
        func found(
            _ isWanted: (DecisionOutcome, DecisionOutcome) -> Bool
        ) -> [(move: BacktestMove, fates: DecisionFates)] {
            pairs.filter { isWanted($0, $1) }.compactMap { from, to in
                tally.moves.first { $0.key.from == from && $0.key.to == to }
                    .map { ($0.key, $0.value) }
            }
        }
        return found { $0 != $1 } + found { $0 == $1 }
    }

    private static func write(_ change: BacktestChange, to json: inout JSONWriter) {
        let decision = change.decision
        json.beginObject()
        json.member("id", decision.id)
        json.member("merchant", decision.merchant.text)
        json.member("at", decision.at.rfc3339)
        json.member("reference", decision.reference)
        if let amount = decision.amount {
            json.name("amount")
            json.beginObject()
            json.member("value", amount.minorUnits)
            json.member("currency", amount.currency.code)
            json.endObject()
        }
        json.member("status", decision.status.rawValue)
        json.member("from", decision.outcome.rawValue)
        json.member("from_rule", decision.rule)
        json.member("to", change.outcome.rawValue)
        json.member("to_rule", change.rule)
        json.endObject()
    }
}
