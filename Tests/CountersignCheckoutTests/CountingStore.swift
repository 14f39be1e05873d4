import CountersignCore
import Synchronization

/// A store that counts how often one confirmation is read, and that can be out of order for a while.
final class CountingStore: ConfirmationStore {
    private let store: any ConfirmationStore
    private let state = Mutex(0)
    /// Lists and references that can't be read from now on.
    let failures = Mutex(0)
    /// Changes that can't be committed from now on.
    let commitFailures = Mutex(0)

    init(_ store: any ConfirmationStore) { self.store = store }

    /// Confirmations that were read one by one.
    var reads: Int { state.withLock { $0 } }

    private func failIfAsked() throws(StoreFailure) {
        let fails = failures.withLock { count in
            count -= 1
            return count >= 0
        }
        if fails { throw .unavailable(reason: "test") }
    }

    func commit(_ change: Change) async throws(StoreFailure) -> ChangeOutcome {
        let fails = commitFailures.withLock { count in
            count -= 1
            return count >= 0
        }
        if fails { throw .unavailable(reason: "test") }
        return try await store.commit(change)
    }

    func confirmation(
        _ id: ConfirmationID
    ) async throws(StoreFailure) -> StoredConfirmation? {
        state.withLock { $0 += 1 }
        return try await store.confirmation(id)
    }

    func confirmations(
        _ query: ConfirmationQuery,
        at now: Instant
    ) async throws(StoreFailure) -> [StoredConfirmation] {
        try await store.confirmations(query, at: now)
    }

    func confirmation(
        ofMessage id: MessageID
    ) async throws(StoreFailure) -> StoredConfirmation? {
        state.withLock { $0 += 1 }
        return try await store.confirmation(ofMessage: id)
    }

    func message(
        ofReference reference: String,
        provider: String
    ) async throws(StoreFailure) -> MessageID? {
        try failIfAsked()
        return try await store.message(ofReference: reference, provider: provider)
    }

    func pending(
        ofRecipient recipient: [UInt8],
        at now: Instant,
        limit: Int
    ) async throws(StoreFailure) -> [StoredConfirmation] {
        try await store.pending(ofRecipient: recipient, at: now, limit: limit)
    }

    func due(at now: Instant, limit: Int) async throws(StoreFailure) -> [ConfirmationID] {
        try await store.due(at: now, limit: limit)
    }

    func nextWake() async throws(StoreFailure) -> Instant? { try await store.nextWake() }

    func queuedMessages(
        before id: MessageID?,
        limit: Int
    ) async throws(StoreFailure) -> [QueuedMessage] {
        try failIfAsked()
        return try await store.queuedMessages(before: id, limit: limit)
    }

    func answer(_ key: [UInt8], at now: Instant) async throws(StoreFailure) -> StoredAnswer? {
        try await store.answer(key, at: now)
    }

    func forgetAnswers(before: Instant, limit: Int) async throws(StoreFailure) -> Int {
        try await store.forgetAnswers(before: before, limit: limit)
    }

    func events(
        of merchant: MerchantID,
        mode: Mode,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreFailure) -> [EventRecord] {
        try await store.events(of: merchant, mode: mode, after: sequence, limit: limit)
    }
}
