import CountersignCore
import Synchronization

/// A store that counts how often one confirmation is read.
final class CountingStore: ConfirmationStore {
    private let store: any ConfirmationStore
    private let state = Mutex(0)

    init(_ store: any ConfirmationStore) { self.store = store }

    /// Confirmations that were read one by one.
    var reads: Int { state.withLock { $0 } }

    func commit(_ change: Change) async throws(StoreFailure) -> ChangeOutcome {
        try await store.commit(change)
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
        try await store.message(ofReference: reference, provider: provider)
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

    func withQueuedMessages(
        after id: ConfirmationID?,
        limit: Int
    ) async throws(StoreFailure) -> [ConfirmationID] {
        try await store.withQueuedMessages(after: id, limit: limit)
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

    func policyVersion(
        of merchant: String,
        text: String,
        at now: Instant,
        telling: @escaping @Sendable (_ version: Int) -> [EventRecord]
    ) async throws(StoreFailure) -> Int {
        try await store.policyVersion(of: merchant, text: text, at: now, telling: telling)
    }
}
