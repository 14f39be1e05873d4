public import CountersignCore

extension SQLiteStore: ConfirmationStore {
    /// Makes a change durable.
    ///
    /// This is also the bare group commit: nothing is done around it.
    public func commit(_ change: Change) async throws(StoreFailure) -> ChangeOutcome {
        try await writer.run(ifGuardMissed: .stale) { writer throws(StoreFault) in
            try writer.apply(change)
        }
    }

    /// A confirmation by id; nil when there is none.
    public func confirmation(
        _ id: ConfirmationID
    ) async throws(StoreFailure) -> StoredConfirmation? {
        try await pointReader.run { reader throws(StoreFault) in try reader.confirmation(id) }
    }

    /// Confirmations, newest first.
    public func confirmations(
        _ query: ConfirmationQuery,
        at now: Instant
    ) async throws(StoreFailure) -> [StoredConfirmation] {
        try await listReader.run { reader throws(StoreFault) in
            try reader.confirmations(query, at: now)
        }
    }

    /// The confirmation that a message belongs to.
    public func confirmation(
        ofMessage id: MessageID
    ) async throws(StoreFailure) -> StoredConfirmation? {
        try await pointReader.run { reader throws(StoreFault) in
            try reader.confirmation(ofMessage: id)
        }
    }

    /// The message that a provider knows under its own id.
    public func message(
        ofReference reference: String,
        provider: String
    ) async throws(StoreFailure) -> MessageID? {
        try await pointReader.run { reader throws(StoreFault) in
            try reader.message(ofReference: reference, provider: provider)
        }
    }

    /// Confirmations of one recipient that are pending at a moment, newest first.
    public func pending(
        ofRecipient recipient: [UInt8],
        at now: Instant,
        limit: Int
    ) async throws(StoreFailure) -> [StoredConfirmation] {
        try await listReader.run { reader throws(StoreFault) in
            try reader.pending(ofRecipient: recipient, at: now, limit: limit)
        }
    }

    /// Pending confirmations whose `wakeAt` has come, the most overdue first.
    public func due(at now: Instant, limit: Int) async throws(StoreFailure) -> [ConfirmationID] {
        try await pointReader.run { reader throws(StoreFault) in
            try reader.due(at: now, limit: limit)
        }
    }

    /// When the next pending confirmation is due; nil when none is.
    public func nextWake() async throws(StoreFailure) -> Instant? {
        try await pointReader.run { reader throws(StoreFault) in try reader.nextWake() }
    }

    /// Messages of pending confirmations that are still `queued`, the newest first.
    public func queuedMessages(
        before id: MessageID?,
        limit: Int
    ) async throws(StoreFailure) -> [QueuedMessage] {
        try await listReader.run { reader throws(StoreFault) in
            try reader.queuedMessages(before: id, limit: limit)
        }
    }

    /// The kept answer under a key, if it is younger than 24 hours.
    public func answer(
        _ key: [UInt8],
        at now: Instant
    ) async throws(StoreFailure) -> StoredAnswer? {
        try await pointReader.run { reader throws(StoreFault) in try reader.answer(key, at: now) }
    }

    /// Forgets answers given before a moment, looking at the `limit` oldest; gives their number.
    public func forgetAnswers(before: Instant, limit: Int) async throws(StoreFailure) -> Int {
        try await writer.run { writer throws(StoreFault) in
            try writer.changes.forgetAnswers(before: before, limit: limit, on: writer.connection)
        }
    }

    /// A merchant's events after a place in the order, oldest first.
    public func events(
        of merchant: MerchantID,
        mode: Mode,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreFailure) -> [EventRecord] {
        try await listReader.run { reader throws(StoreFault) in
            try reader.events(of: merchant, mode: mode, after: sequence, limit: limit)
        }
    }
}
