import CountersignCore

extension Reader {
    static let due = """
        SELECT id FROM confirmations WHERE status = 'pending' AND wake_at <= ? \
        ORDER BY wake_at LIMIT ?
        """

    static let nextWake = """
        SELECT wake_at FROM confirmations WHERE status = 'pending' AND wake_at IS NOT NULL \
        ORDER BY wake_at LIMIT 1
        """

    /// Only what is pending is looked at, by its index: codes live for minutes, so that is little.
    ///
    /// An index of queued messages would cost two writes for every message, for the sake of a
    /// restart.
    static let queued = """
        SELECT m.id, m.provider, m.created_at, c.expires_at \
        FROM confirmations c INDEXED BY confirmations_by_wake \
        CROSS JOIN messages m INDEXED BY messages_by_confirmation ON m.confirmation = c.id \
        WHERE c.status = 'pending' AND c.wake_at IS NOT NULL AND m.status = 'queued' \
        AND (?1 IS NULL OR m.id < ?1) ORDER BY m.id DESC LIMIT ?2
        """

    /// The pending ones are walked by the index that holds only them: an index of recipients would cost
    /// every confirmation two writes at random places, for the few payers who send a text.
    static let pendingOfRecipient = """
        SELECT id FROM confirmations INDEXED BY confirmations_by_wake WHERE status = 'pending' \
        AND wake_at IS NOT NULL AND recipient = ? AND expires_at > ? ORDER BY id DESC LIMIT ?
        """

    func pending(
        ofRecipient recipient: [UInt8],
        at now: Instant,
        limit: Int
    ) throws(StoreFault) -> [StoredConfirmation] {
        listPendingOfRecipient.bind(recipient)
        listPendingOfRecipient.bind(now)
        listPendingOfRecipient.bind(limit)
        var found: [StoredConfirmation] = []
        for id in try ids(from: &listPendingOfRecipient) {
            if let stored = try confirmation(id) { found.append(stored) }
        }
        return found
    }

    func confirmation(_ id: ConfirmationID) throws(StoreFault) -> StoredConfirmation? {
        findConfirmation.bind(id.text)
        guard try findConfirmation.step() else { return nil }
        defer { findConfirmation.reset() }
        return try completed(try ConfirmationRow.read(id, from: &findConfirmation))
    }

    func confirmation(ofMessage id: MessageID) throws(StoreFault) -> StoredConfirmation? {
        findOfMessage.bind(id.text)
        guard try findOfMessage.step() else { return nil }
        defer { findOfMessage.reset() }
        return try confirmation(findOfMessage.nextIdentifier("messages.confirmation"))
    }

    func message(
        ofReference reference: String,
        provider: String
    ) throws(StoreFault) -> MessageID? {
        findOfReference.bind(provider)
        findOfReference.bind(reference)
        guard try findOfReference.step() else { return nil }
        defer { findOfReference.reset() }
        return try findOfReference.nextIdentifier("message_references.message")
    }

    /// A confirmation with what is stored beside it.
    func completed(_ confirmation: Confirmation) throws(StoreFault) -> StoredConfirmation {
        var messages: [Message] = []
        // A fault on the way leaves the statement in the middle of its rows.
        defer { findMessages.reset() }
        findMessages.bind(confirmation.id.text)
        while try findMessages.step() {
            messages.append(try MessageRow.read(of: confirmation.id, from: &findMessages))
        }
        return StoredConfirmation(
            confirmation: confirmation,
            messages: messages,
            recipientFailures: try failures(of: RecipientRow.key(of: confirmation))
        )
    }

    private func failures(of recipient: [UInt8]) throws(StoreFault) -> RecipientFailures? {
        findFailures.bind(recipient)
        guard try findFailures.step() else { return nil }
        defer { findFailures.reset() }
        return RecipientFailures(
            count: findFailures.nextCount(),
            lastAt: findFailures.nextInstant()
        )
    }

    func due(at now: Instant, limit: Int) throws(StoreFault) -> [ConfirmationID] {
        listDue.bind(now)
        listDue.bind(limit)
        return try ids(from: &listDue)
    }

    func nextWake() throws(StoreFault) -> Instant? {
        guard try findNextWake.step() else { return nil }
        defer { findNextWake.reset() }
        return findNextWake.nextInstantOrNil()
    }

    func queuedMessages(
        before id: MessageID?,
        limit: Int
    ) throws(StoreFault) -> [QueuedMessage] {
        listQueued.bind(id?.text)
        listQueued.bind(limit)
        defer { listQueued.reset() }
        var messages: [QueuedMessage] = []
        while try listQueued.step() {
            messages.append(
                QueuedMessage(
                    id: try listQueued.nextIdentifier("messages.id"),
                    provider: listQueued.nextText(),
                    createdAt: listQueued.nextInstant(),
                    expiresAt: listQueued.nextInstant()
                )
            )
        }
        return messages
    }

    func answer(_ key: [UInt8], at now: Instant) throws(StoreFault) -> StoredAnswer? {
        guard let kept = try AnswerRow.find(key, by: &findAnswer) else { return nil }
        return AnswerRow.isKept(kept.answer, at: now) ? kept.answer : nil
    }

    func events(
        of merchant: MerchantID,
        mode: Mode,
        after sequence: Int64,
        limit: Int
    ) throws(StoreFault) -> [EventRecord] {
        listEvents.bind(merchant.text)
        listEvents.bind(sequence)
        listEvents.bind(mode)
        listEvents.bind(limit)
        defer { listEvents.reset() }
        var events: [EventRecord] = []
        while try listEvents.step() { events.append(try EventRow.read(from: &listEvents)) }
        return events
    }

    private func ids(from list: inout Statement) throws(StoreFault) -> [ConfirmationID] {
        defer { list.reset() }
        var ids: [ConfirmationID] = []
        while try list.step() { ids.append(try list.nextIdentifier("confirmations.id")) }
        return ids
    }
}
