import CountersignCore

/// A piece of the decisions of a range, small enough that the log file can be reset soon.
struct PastDecisionSlice: Sendable {
    /// Rows of one slice.
    static let rowsMax = 4_096

    var decisions: [PastDecision] = []
    var next: String?

    /// The oldest decision's moment.
    static let firstSQL = "SELECT created_at FROM confirmations ORDER BY id LIMIT 1"

    /// The statement; parameters: mode, behind this id, before this id, rows, details, history, merchant.
    ///
    /// Rows are walked in the order of an index that exists anyway. What an amendment changed is read
    /// as it was when the policy decided.
    static func sql(ofOneMerchant: Bool) -> String {
        """
        SELECT id, merchant, created_at, status, expires_at, closed_at, sends, attempts, outcome, policy, policy_version, rule, \
        purpose, \
        CASE WHEN decided_payee IS NULL THEN amount ELSE decided_amount END, \
        CASE WHEN decided_payee IS NULL THEN currency ELSE decided_currency END, \
        coalesce(decided_payee, payee), coalesce(decided_reference, reference), \
        CASE WHEN ?5 THEN details ELSE x'' END, \
        CASE WHEN ?6 THEN recipient ELSE x'' END, CASE WHEN ?6 THEN index_key ELSE '' END, \
        amount, currency, CASE WHEN decided_payee IS NULL THEN NULL ELSE issued_at END \
        FROM confirmations \(ofOneMerchant ? "INDEXED BY confirmations_by_merchant " : "")\
        WHERE mode = ?1 AND id > ?2 AND id < ?3 \(ofOneMerchant ? "AND merchant = ?7 " : "")\
        ORDER BY id LIMIT ?4
        """
    }
}

extension Reader {
    /// The next decisions of a range.
    func pastDecisions(
        _ range: PastDecisionRange,
        after place: String?,
        reading parts: PastDecisionParts,
        at now: Instant
    ) throws(StoreFault) -> PastDecisionSlice {
        let ids = DeliverySlice.Range(
            merchant: range.merchant,
            mode: range.mode,
            since: range.since,
            until: range.until,
            byMerchant: false
        )
        let box = try lists.decisionBox(ofOneMerchant: range.merchant != nil, on: connection)
        box.statement.bind(range.mode)
        box.statement.bind(place ?? ids.idBefore)
        box.statement.bind(ids.idEnd)
        box.statement.bind(PastDecisionSlice.rowsMax)
        box.statement.bind(parts.contains(.details) ? 1 : 0)
        box.statement.bind(parts.contains(.history) ? 1 : 0)
        if let merchant = range.merchant { box.statement.bind(merchant.text) }
        // Whatever ends the walk leaves the statement in the middle of its rows.
        defer { box.statement.reset() }
        var slice = PastDecisionSlice()
        slice.decisions.reserveCapacity(PastDecisionSlice.rowsMax)
        let events = try HistoryStatements(reading: parts, of: lists, on: connection)
        var rows = 0
        var last = ""
        while try box.statement.step() {
            rows += 1
            let decision = try PastDecision.read(
                from: &box.statement,
                at: now,
                parts.contains(.history) ? events : nil
            )
            last = decision.id
            if range.merchant == nil, range.except.contains(decision.merchant) { continue }
            slice.decisions.append(decision)
        }
        if rows == PastDecisionSlice.rowsMax { slice.next = last }
        return slice
    }
}

extension PastDecision {
    fileprivate static func read(
        from row: inout Statement,
        at now: Instant,
        _ events: HistoryStatements?
    ) throws(StoreFault) -> PastDecision {
        let id = row.nextText()
        let merchant = try row.nextMerchant("confirmations.merchant")
        let createdAt = row.nextInstant()
        let status: ConfirmationStatus = try row.nextWord("confirmations.status")
        // A deadline passes without a change of the row.
        let isOver = row.nextInstant() <= now
        let closedAt = row.nextInstantOrNil()
        let sends = row.nextCount()
        let attempts = row.nextCount()
        let outcome: DecisionOutcome = try row.nextWord("confirmations.outcome")
        return PastDecision(
            id: id,
            merchant: merchant,
            at: createdAt,
            status: status == .pending && isOver ? .expired : status,
            closedAt: closedAt,
            sends: sends,
            attempts: attempts,
            outcome: outcome,
            policy: row.nextText(),
            version: row.nextText(),
            rule: row.nextText(),
            purpose: try row.nextWord("confirmations.purpose"),
            amount: try row.nextAmountOrNil("confirmations.amount"),
            payee: row.nextText(),
            reference: row.nextText(),
            sealedDetails: row.nextBytes(),
            history: try events?.history(
                of: id,
                from: &row,
                hasMessages: outcome == .confirm,
                hasWrongCodes: attempts > 0
            )
        )
    }
}
