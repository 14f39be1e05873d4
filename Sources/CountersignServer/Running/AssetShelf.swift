import CountersignCheckout
import CountersignCore
import CountersignPolicy
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

    /// Every policy in force.
    var policies: [Policy] {
        state.withLock { [$0.standard.policy] + $0.merchants.values.map(\.policy) }
    }

    /// The policy in force for a merchant.
    func policy(of merchant: MerchantID) -> ActivePolicy {
        state.withLock { $0.merchants[merchant] ?? $0.standard }
    }

    /// A shelf with its first assets; each policy's text gets its version from the store.
    static func filled(
        with assets: Assets,
        _ store: SQLiteStore,
        _ clock: any Clock,
        _ entropy: any Entropy
    ) async throws(CommandFailure) -> AssetShelf {
        AssetShelf(try await versioned(assets, store, clock, entropy))
    }

    /// Puts other assets in force; those before stay when the store can't keep the new texts.
    func replace(
        with assets: Assets,
        _ store: SQLiteStore,
        _ clock: any Clock,
        _ entropy: any Entropy
    ) async throws(CommandFailure) {
        let fresh = try await AssetShelf.versioned(assets, store, clock, entropy)
        state.withLock { $0 = fresh }
    }

    private static func versioned(
        _ assets: Assets,
        _ store: SQLiteStore,
        _ clock: any Clock,
        _ entropy: any Entropy
    ) async throws(CommandFailure) -> State {
        /// `holders` are the merchants that the policy holds for; each learns of its change.
        func active(
            _ entry: PolicyFolder.Entry,
            of name: String,
            for holders: [MerchantID]
        ) async throws(StoreFailure)
            -> ActivePolicy
        {
            let now = clock.now()
            let policy = entry.policy.name
            let version = try await store.policyVersion(of: name, text: entry.text, at: now) {
                version in
                holders.map { merchant in
                    EventRecord(
                        id: EventID(at: now, random: entropy.bytes(10)),
                        type: .policyChanged,
                        merchant: merchant,
                        confirmation: nil,
                        at: now,
                        data: EventData.policy(policy, version: version)
                    )
                }
            }
            return ActivePolicy(policy: entry.policy, version: version)
        }
        do throws(StoreFailure) {
            let known = try await store.directory().merchants.keys.sorted()
            var merchants: [MerchantID: ActivePolicy] = [:]
            for (merchant, entry) in assets.policies.merchants {
                merchants[merchant] = try await active(
                    entry,
                    of: merchant.text,
                    for: known.filter { $0 == merchant }
                )
            }
            let standard = try await active(
                assets.policies.standard,
                of: PolicyFolder.standardName,
                for: known.filter { assets.policies.merchants[$0] == nil }
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
