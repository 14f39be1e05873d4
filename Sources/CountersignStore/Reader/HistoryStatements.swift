import CountersignCore

/// The statements that read what happened to past decisions; nil for what is not wanted.
struct HistoryStatements {
    /// Messages of one confirmation, with the moment of the last change of those that failed.
    private static let messages = """
        SELECT created_at, status, updated_at FROM messages INDEXED BY messages_by_confirmation \
        WHERE confirmation = ? ORDER BY id
        """

    private let messages: ListStatements.Box?
    private let wrongCodes: ListStatements.Box?

    init(
        reading parts: PastDecisionParts,
        of lists: ListStatements,
        on connection: borrowing Connection
    ) throws(StoreFault) {
        messages =
            parts.contains(.sends)
            ? try lists.box(forText: HistoryStatements.messages, on: connection) : nil
        wrongCodes =
            parts.contains(.wrongCodes)
            ? try lists.box(forText: CountedRows.wrongCodes, on: connection) : nil
    }

    /// What happened to a confirmation, the row of which stands at its history.
    func history(
        of id: String,
        from row: inout Statement,
        hasMessages: Bool,
        hasWrongCodes: Bool
    ) throws(StoreFault) -> PastHistory {
        PastHistory(
            recipient: row.nextBytes(),
            indexKey: row.nextText(),
            amount: try row.nextAmountOrNil("confirmations.amount"),
            amendedAt: row.nextInstantOrNil(),
            sends: hasMessages ? try sends(of: id) : [],
            wrongCodes: hasWrongCodes ? try moments(of: id) : []
        )
    }

    private func sends(of id: String) throws(StoreFault) -> [PastHistory.Send] {
        guard let messages else { return [] }
        messages.statement.bind(id)
        defer { messages.statement.reset() }
        var sends: [PastHistory.Send] = []
        while try messages.statement.step() {
            let at = messages.statement.nextInstant()
            let status: MessageStatus = try messages.statement.nextWord("messages.status")
            let changedAt = messages.statement.nextInstant()
            sends.append(PastHistory.Send(at: at, failedAt: status.hasFailed ? changedAt : nil))
        }
        return sends
    }

    private func moments(of id: String) throws(StoreFault) -> [Instant] {
        guard let wrongCodes else { return [] }
        wrongCodes.statement.bind(id)
        defer { wrongCodes.statement.reset() }
        var moments: [Instant] = []
        while try wrongCodes.statement.step() { moments.append(wrongCodes.statement.nextInstant()) }
        return moments
    }
}
