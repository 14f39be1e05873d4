public import CountersignCore
import Synchronization

/// The directory in memory, kept fresh although the command line changes it in another process.
///
/// A key that is not known yet is looked up in the store at once; a revoked one stops working within
/// ``ageMillisecondsMax``.
public final class DirectoryCache: Sendable {
    /// After how many milliseconds somebody asks the store whether it changed.
    public static let refreshMilliseconds: Int64 = 500
    /// How old the directory in memory may be, in milliseconds; past it, everybody asks the store.
    public static let ageMillisecondsMax: Int64 = 1_000

    private struct State {
        var directory: Directory
        /// When the last question that was answered was asked.
        var checkedAt: Instant
        /// Whether somebody is asking.
        var isAsked = false

        /// Whether this caller can go on with what is there; else it is the one who asks.
        mutating func isUsable(at now: Instant) -> Bool {
            let age = now.milliseconds - checkedAt.milliseconds
            if (0..<DirectoryCache.refreshMilliseconds).contains(age) { return true }
            if isAsked, (0..<DirectoryCache.ageMillisecondsMax).contains(age) { return true }
            isAsked = true
            return false
        }
    }

    private let store: any DirectoryStore
    private let clock: any Clock
    private let state: Mutex<State>

    /// Reads the directory for the first time.
    /// - Throws: `StoreFailure` when the store can't be read.
    public init(store: any DirectoryStore, clock: any Clock) async throws(StoreFailure) {
        self.store = store
        self.clock = clock
        self.state = Mutex(State(directory: try await store.directory(), checkedAt: clock.now()))
    }

    /// The directory, at most ``ageMillisecondsMax`` old while the store can be read.
    public func directory() async -> Directory {
        let now = clock.now()
        let (known, isUsable) = state.withLock { ($0.directory, $0.isUsable(at: now)) }
        if isUsable { return known }
        var directory = known
        if let version = try? await store.directoryVersion(), version != known.version {
            directory = await reload() ?? known
        }
        state.withLock { state in
            state.isAsked = false
            state.checkedAt = now
        }
        return directory
    }

    /// The key with this hash, and its merchant; nil when there is none or it is revoked.
    public func key(hash: [UInt8]) async -> (key: APIKey, merchant: Merchant)? {
        let known = await directory()
        if let found = DirectoryCache.find(hash, in: known) { return found }
        guard known.keys[hash] == nil, let version = try? await store.directoryVersion(),
            version != known.version, let fresh = await reload()
        else { return nil }
        return DirectoryCache.find(hash, in: fresh)
    }

    /// A merchant; nil when there is none of this id.
    public func merchant(_ id: MerchantID) async -> Merchant? {
        await directory().merchants[id]
    }

    private func reload() async -> Directory? {
        guard let fresh = try? await store.directory() else { return nil }
        state.withLock { state in
            if fresh.version >= state.directory.version { state.directory = fresh }
        }
        return fresh
    }

    private static func find(
        _ hash: [UInt8],
        in directory: Directory
    ) -> (key: APIKey, merchant: Merchant)? {
        guard let key = directory.keys[hash], key.revokedAt == nil,
            let merchant = directory.merchants[key.merchant]
        else { return nil }
        return (key, merchant)
    }
}
