import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignStore

/// Gives each policy's text its version, and keeps it.
struct PolicyLedger: Sendable {
    /// How often a version that another process made meanwhile is given way to.
    private static let triesMax = 5

    /// Where versions are kept.
    let store: SQLiteStore
    /// Seals lists.
    let keyring: SystemKeyring
    /// The moment.
    let clock: any Clock
    /// Fresh random bytes.
    let entropy: any Entropy

    /// The version of a text: the latest one if it is the same with the same lists, else a new one.
    /// - Parameters:
    ///   - holder: a merchant's id, or `default`.
    ///   - merchants: those for whom it holds; each learns of a change.
    func version(
        of entry: PolicyFolder.Entry,
        holder: String,
        for merchants: [MerchantID],
        author: PolicyAuthor,
        note: String? = nil
    ) async throws(StoreFailure) -> Int {
        for _ in 0..<PolicyLedger.triesMax {
            let latest = try await store.latestPolicy(of: holder)
            if let latest, isSame(latest, entry) { return latest.number }
            let now = clock.now()
            let sealed =
                entry.lists.lists.isEmpty
                ? nil
                : keyring.seal(entry.lists.bytes, for: PolicyListTexts.place(of: holder))
            let version = PolicyVersion(
                holder: holder,
                number: (latest?.number ?? 0) + 1,
                text: entry.text,
                sealedLists: sealed,
                at: now,
                author: author,
                note: note
            )
            let isChange = try await isChange(of: holder, from: latest)
            let events =
                isChange
                ? merchants.map { event(entry.policy.name, version, for: $0, at: now) } : []
            if try await store.keep(version, telling: events) { return version.number }
        }
        throw .overloaded
    }

    /// Whether another text was in force before: of the holder, or the default one.
    ///
    /// The first texts of all are no change.
    private func isChange(
        of holder: String,
        from latest: PolicyVersion?
    ) async throws(StoreFailure) -> Bool {
        if latest != nil { return true }
        guard holder != PolicyFolder.standardName else { return false }
        return try await store.latestPolicy(of: PolicyFolder.standardName) != nil
    }

    /// The lists of a version; nil when their key is gone.
    func lists(of version: PolicyVersion) -> PolicyListTexts? {
        guard let sealed = version.sealedLists else { return PolicyListTexts([]) }
        guard
            let bytes = try? keyring.open(sealed, for: PolicyListTexts.place(of: version.holder))
        else { return nil }
        return PolicyListTexts(bytes: bytes)
    }

    /// Whether a version is a text with its lists, byte by byte.
    func isSame(_ version: PolicyVersion, _ entry: PolicyFolder.Entry) -> Bool {
        guard version.text.utf8.elementsEqual(entry.text.utf8), let lists = lists(of: version)
        else { return false }
        return lists.lists.count == entry.lists.lists.count
            && zip(lists.lists, entry.lists.lists).allSatisfy { kept, new in
                kept.path.utf8.elementsEqual(new.path.utf8) && kept.sha256 == new.sha256
            }
    }

    private func event(
        _ policy: String,
        _ version: PolicyVersion,
        for merchant: MerchantID,
        at now: Instant
    ) -> EventRecord {
        EventRecord(
            id: EventID(at: now, random: entropy.bytes(10)),
            type: .policyChanged,
            merchant: merchant,
            confirmation: nil,
            at: now,
            data: EventData.policy(policy, version: version.number)
        )
    }
}
