import CountersignCore

/// What counters are rebuilt from.
enum CountedRows {
    /// Confirmations in the order of their ids, which sort by time.
    ///
    /// Parameters: behind this id, limit.
    static let confirmations = """
        SELECT id, merchant, mode, status, amount, currency, recipient, index_key, details, \
        created_at, closed_at, attempts FROM confirmations WHERE id > ?1 ORDER BY id LIMIT ?2
        """

    /// Messages of one confirmation.
    static let messages = """
        SELECT created_at, status FROM messages INDEXED BY messages_by_confirmation \
        WHERE confirmation = ? ORDER BY id
        """

    /// Wrong codes of one confirmation.
    static let wrongCodes = """
        SELECT at FROM events INDEXED BY events_of_wrong_codes \
        WHERE type = 'attempt.wrong_code' AND confirmation = ? ORDER BY at
        """
}

extension Reader {
    /// Confirmations behind an id with what counters count of them.
    func countedConfirmations(
        after id: String,
        limit: Int
    ) throws(StoreFault) -> [CountedConfirmation] {
        let list = try lists.box(forText: CountedRows.confirmations, on: connection)
        list.statement.bind(id)
        list.statement.bind(limit)
        // Whatever ends the walk leaves the statement in the middle of its rows.
        defer { list.statement.reset() }
        var found: [CountedConfirmation] = []
        while try list.statement.step() {
            found.append(try counted(&list.statement))
        }
        return found
    }

    private func counted(_ row: inout Statement) throws(StoreFault) -> CountedConfirmation {
        let id: ConfirmationID = try row.nextIdentifier("confirmations.id")
        let merchant = try row.nextMerchant("confirmations.merchant")
        let mode: Mode = try row.nextWord("confirmations.mode")
        let status: ConfirmationStatus = try row.nextWord("confirmations.status")
        let amount = try row.nextAmountOrNil("confirmations.amount")
        let recipient = row.nextBytes()
        let indexKey = row.nextText()
        let details = row.nextBytes()
        let createdAt = row.nextInstant()
        let closedAt = row.nextInstantOrNil()
        let attempts = row.nextCount()
        return CountedConfirmation(
            id: id,
            merchant: merchant,
            mode: mode,
            status: status,
            amount: amount,
            recipient: recipient,
            indexKey: indexKey,
            sealedDetails: details,
            createdAt: createdAt,
            closedAt: closedAt,
            sends: try sends(of: id),
            wrongCodes: attempts > 0 ? try wrongCodes(of: id) : []
        )
    }

    private func sends(of id: ConfirmationID) throws(StoreFault) -> [Instant] {
        let box = try lists.box(forText: CountedRows.messages, on: connection)
        box.statement.bind(id.text)
        defer { box.statement.reset() }
        var sends: [Instant] = []
        while try box.statement.step() {
            let at = box.statement.nextInstant()
            let status: MessageStatus = try box.statement.nextWord("messages.status")
            if !status.hasFailed { sends.append(at) }
        }
        return sends
    }

    private func wrongCodes(of id: ConfirmationID) throws(StoreFault) -> [Instant] {
        let box = try lists.box(forText: CountedRows.wrongCodes, on: connection)
        box.statement.bind(id.text)
        defer { box.statement.reset() }
        var moments: [Instant] = []
        while try box.statement.step() { moments.append(box.statement.nextInstant()) }
        return moments
    }
}
