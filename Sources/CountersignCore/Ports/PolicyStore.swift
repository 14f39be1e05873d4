/// The durable memory of policies' texts.
public protocol PolicyStore: Sendable {
    /// The text that a holder's policy has had last; nil for none.
    /// - Parameter holder: a merchant's id, or `default`.
    func latestPolicy(of holder: String) async throws(StoreFailure) -> PolicyVersion?
    /// One version of a holder's policy; nil for none.
    func policy(of holder: String, number: Int) async throws(StoreFailure) -> PolicyVersion?
    /// A holder's versions, the newest first.
    func policyHistory(of holder: String) async throws(StoreFailure) -> [PolicyVersionHead]
    /// Keeps a version together with the events that tell of it.
    ///
    /// False, and nothing is done, unless its number is exactly one more than the latest one's.
    func keep(
        _ version: PolicyVersion,
        telling events: [EventRecord]
    ) async throws(StoreFailure) -> Bool
}
