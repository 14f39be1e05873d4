import CountersignCheckout
import CountersignCore
import CountersignStore
import CountersignTemplates
import Synchronization

/// The templates and policies in force, replaced all at once.
final class AssetShelf: Sendable {
    private struct State {
        var templates: TemplateLibrary
        var standard: ActivePolicy
        var merchants: [MerchantID: ActivePolicy]
        var isOutdated = false
    }

    private let state: Mutex<State>

    private init(_ state: sending State) {
        self.state = Mutex(state)
    }

    /// Whether the last reload failed, so that what is in force is not what the files say.
    var isOutdated: Bool { state.withLock { $0.isOutdated } }

    /// Notes that a reload failed.
    func noteFailedReload() { state.withLock { $0.isOutdated = true } }

    /// The templates in force.
    var templates: TemplateLibrary { state.withLock { $0.templates } }

    /// The policy in force for a merchant.
    func policy(of merchant: MerchantID) -> ActivePolicy {
        state.withLock { $0.merchants[merchant] ?? $0.standard }
    }

    /// A shelf with its first assets; each policy's text gets its version from the store.
    static func filled(
        with assets: Assets,
        _ store: SQLiteStore,
        _ clock: any Clock
    ) async throws(CommandFailure) -> AssetShelf {
        AssetShelf(try await versioned(assets, store, clock))
    }

    /// Puts other assets in force; those before stay when the store can't keep the new texts.
    func replace(
        with assets: Assets,
        _ store: SQLiteStore,
        _ clock: any Clock
    ) async throws(CommandFailure) {
        let fresh = try await AssetShelf.versioned(assets, store, clock)
        state.withLock { $0 = fresh }
    }

    private static func versioned(
        _ assets: Assets,
        _ store: SQLiteStore,
        _ clock: any Clock
    ) async throws(CommandFailure) -> State {
        func active(
            _ entry: PolicyFolder.Entry,
            of name: String
        ) async throws(StoreFailure)
            -> ActivePolicy
        {
            let version = try await store.policyVersion(
                of: name,
                text: entry.text,
                at: clock.now()
            )
            return ActivePolicy(policy: entry.policy, version: version)
        }
        do throws(StoreFailure) {
            var merchants: [MerchantID: ActivePolicy] = [:]
            for (merchant, entry) in assets.policies.merchants {
                merchants[merchant] = try await active(entry, of: merchant.text)
            }
            let standard = try await active(
                assets.policies.standard,
                of: PolicyFolder.standardName
            )
            return State(
                templates: assets.templates,
                standard: standard,
                merchants: merchants
            )
        } catch {
            throw .store(error)
        }
    }
}
