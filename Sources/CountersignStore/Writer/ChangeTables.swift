import CountersignCore

/// The statements behind a ``Change``, prepared once.
final class ChangeTables {
    private var insertConfirmation: Statement
    private var updateConfirmation: Statement
    private var updateReference: Statement
    private var insertMessage: Statement
    private var updateMessage: Statement
    private var findMessageStatus: Statement
    private var insertAttempt: Statement
    private var insertReference: Statement
    private var insertEvent: Statement
    private var insertDelivery: Statement
    private var findAnswer: Statement
    private var insertAnswer: Statement
    private var removeAnswer: Statement
    private var forgetAnswers: Statement
    private var findFailures: Statement
    private var countFailure: Statement
    private var clearFailures: Statement

    init(_ connection: borrowing Connection) throws(StoreFault) {
        insertConfirmation = try connection.prepare(ConfirmationRow.insert)
        updateConfirmation = try connection.prepare(ConfirmationRow.update)
        updateReference = try connection.prepare(ConfirmationRow.updateReference)
        insertMessage = try connection.prepare(MessageRow.insert)
        updateMessage = try connection.prepare(MessageRow.update)
        findMessageStatus = try connection.prepare("SELECT status FROM messages WHERE id = ?")
        insertAttempt = try connection.prepare(AttemptRow.insert)
        insertReference = try connection.prepare(
            "INSERT OR REPLACE INTO message_references (provider, reference, message) VALUES (?, ?, ?)"
        )
        insertEvent = try connection.prepare(EventRow.insert)
        insertDelivery = try connection.prepare(DeliveryRow.insert)
        findAnswer = try connection.prepare(AnswerRow.find)
        insertAnswer = try connection.prepare(AnswerRow.insert)
        removeAnswer = try connection.prepare(AnswerRow.remove)
        forgetAnswers = try connection.prepare(AnswerRow.forget)
        findFailures = try connection.prepare(
            "SELECT failures FROM recipients WHERE recipient = ?"
        )
        countFailure = try connection.prepare(
            """
            INSERT INTO recipients (recipient, failures, last_at) VALUES (?, 1, ?) \
            ON CONFLICT (recipient) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at
            """
        )
        clearFailures = try connection.prepare("DELETE FROM recipients WHERE recipient = ?")
    }

    func insert(_ reference: MessageReference) throws(StoreFault) {
        insertReference.bind(reference.provider)
        insertReference.bind(reference.reference)
        insertReference.bind(reference.message.text)
        try insertReference.run()
    }

    // MARK: - Confirmations

    func insert(_ confirmation: Confirmation) throws(StoreFault) {
        ConfirmationRow.bind(confirmation, to: &insertConfirmation)
        try insertConfirmation.run()
    }

    /// False when the stored version is another one.
    func update(
        _ confirmation: Confirmation,
        on connection: borrowing Connection
    ) throws(StoreFault) -> Bool {
        ConfirmationRow.bind(update: confirmation, to: &updateConfirmation)
        try updateConfirmation.run()
        guard connection.changesLast == 1 else { return false }
        // Only a new context can carry another reference.
        if confirmation.context.generation > 0 {
            updateReference.bind(confirmation.id.text)
            updateReference.bind(confirmation.context.reference)
            try updateReference.run()
        }
        return true
    }

    // MARK: - Messages

    func insert(_ message: Message) throws(StoreFault) {
        MessageRow.bind(message, to: &insertMessage)
        try insertMessage.run()
    }

    func stands(_ message: MessageID, at status: MessageStatus) throws(StoreFault) -> Bool {
        findMessageStatus.bind(message.text)
        guard try findMessageStatus.step() else { return false }
        defer { findMessageStatus.reset() }
        return findMessageStatus.nextText() == status.rawValue
    }

    /// False when the stored status is another one.
    func update(
        _ update: MessageUpdate,
        on connection: borrowing Connection
    ) throws(StoreFault) -> Bool {
        MessageRow.bind(update, to: &updateMessage)
        try updateMessage.run()
        return connection.changesLast == 1
    }

    func insert(_ attempt: DeliveryAttempt) throws(StoreFault) {
        AttemptRow.bind(attempt, to: &insertAttempt)
        try insertAttempt.run()
    }

    // MARK: - Events

    /// Appends an event and queues it for endpoints.
    func insert(
        _ event: EventRecord,
        for endpoints: [String],
        on connection: borrowing Connection
    ) throws(StoreFault) {
        EventRow.bind(event, to: &insertEvent)
        try insertEvent.run()
        guard !endpoints.isEmpty else { return }
        let sequence = connection.insertedRow
        for endpoint in endpoints {
            insertDelivery.bind(endpoint)
            insertDelivery.bind(sequence)
            insertDelivery.bind(event.at)
            try insertDelivery.run()
        }
    }

    // MARK: - Answers

    func answer(
        _ key: [UInt8]
    ) throws(StoreFault) -> (number: Int64, answer: StoredAnswer)? {
        try AnswerRow.find(key, by: &findAnswer)
    }

    /// Keeps an answer, in the place of an older one under the same key.
    func insert(_ answer: StoredAnswer, replacing number: Int64?) throws(StoreFault) {
        if let number {
            removeAnswer.bind(number)
            try removeAnswer.run()
        }
        AnswerRow.bind(answer, to: &insertAnswer)
        try insertAnswer.run()
    }

    func forgetAnswers(
        before: Instant,
        limit: Int,
        on connection: borrowing Connection
    ) throws(StoreFault) -> Int {
        forgetAnswers.bind(before)
        forgetAnswers.bind(limit)
        try forgetAnswers.run()
        return Int(connection.changesLast)
    }

    // MARK: - Recipients

    /// Without a row, which is nearly always, this is one look at a small table.
    func failures(of recipient: [UInt8]) throws(StoreFault) -> Int {
        findFailures.bind(recipient)
        guard try findFailures.step() else { return 0 }
        defer { findFailures.reset() }
        return findFailures.nextCount()
    }

    func count(failureOf recipient: [UInt8], at now: Instant) throws(StoreFault) {
        countFailure.bind(recipient)
        countFailure.bind(now)
        try countFailure.run()
    }

    func clear(failuresOf recipient: [UInt8]) throws(StoreFault) {
        clearFailures.bind(recipient)
        try clearFailures.run()
    }
}
