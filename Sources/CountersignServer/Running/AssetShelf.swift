import CountersignCheckout
import CountersignCore
import CountersignPolicy
import CountersignStore
import CountersignTemplates
import Synchronization

/// The templates and policies in force, replaced all at once.
final class AssetShelf: Sendable {
    /// A reload that failed: what is in force is not what the files say.
    struct Failure: Sendable {
        /// When it was tried.
        let at: Instant
        /// What is wrong with the files.
        let findings: [Finding]
        /// Payments on which policies break their promises.
        let counterexamples: [PolicyExample]
        /// Why, where the files are not to blame.
        let reason: String?
    }

    private struct State {
        var templates: TemplateLibrary
        var policies: PolicyFolder
        var versions: [String: Int]
        var failure: Failure?
    }

    private let state: Mutex<State>

    private init(_ state: sending State) {
        self.state = Mutex(state)
    }

    /// The last reload, if it failed.
    var failure: Failure? { state.withLock { $0.failure } }

    /// Notes that a reload failed.
    func note(_ failure: Failure) { state.withLock { $0.failure = failure } }

    /// The templates in force.
    var templates: TemplateLibrary { state.withLock { $0.templates } }

    /// The policies in force.
    var policies: PolicyFolder { state.withLock { $0.policies } }

    /// The policy in force for a merchant.
    func policy(of merchant: MerchantID) -> ActivePolicy {
        state.withLock { state in
            let holder = state.policies.holder(of: merchant)
            return ActivePolicy(
                policy: state.policies.entry(of: merchant).policy,
                version: state.versions[holder] ?? 0
            )
        }
    }

    /// Whose policy holds for a merchant, with its text and version.
    func entry(
        of merchant: MerchantID
    ) -> (holder: String, entry: PolicyFolder.Entry, version: Int) {
        state.withLock { state in
            let holder = state.policies.holder(of: merchant)
            return (holder, state.policies.entry(of: merchant), state.versions[holder] ?? 0)
        }
    }

    /// A shelf with its first assets; each policy's text gets its version from the ledger.
    static func filled(
        with assets: Assets,
        _ ledger: PolicyLedger
    ) async throws(CommandFailure) -> AssetShelf {
        AssetShelf(try await versioned(assets, ledger))
    }

    /// Puts other assets in force; those before stay when the store can't keep the new texts.
    func replace(with assets: Assets, _ ledger: PolicyLedger) async throws(CommandFailure) {
        let fresh = try await AssetShelf.versioned(assets, ledger)
        state.withLock { $0 = fresh }
    }

    /// Puts one merchant's policy in force; its version is known already.
    func replace(_ entry: PolicyFolder.Entry, of merchant: MerchantID, version: Int) {
        state.withLock { state in
            state.policies.merchants[merchant] = entry
            state.versions[merchant.text] = version
        }
    }

    private static func versioned(
        _ assets: Assets,
        _ ledger: PolicyLedger
    ) async throws(CommandFailure) -> State {
        let policies = assets.policies
        do throws(StoreFailure) {
            let known = try await ledger.store.directory().merchants.keys.sorted()
            var versions: [String: Int] = [:]
            for (merchant, entry) in policies.merchants {
                versions[merchant.text] = try await ledger.version(
                    of: entry,
                    holder: merchant.text,
                    for: known.filter { $0 == merchant },
                    author: .file
                )
            }
            versions[PolicyFolder.standardName] = try await ledger.version(
                of: policies.standard,
                holder: PolicyFolder.standardName,
                for: known.filter { policies.merchants[$0] == nil },
                author: .file
            )
            return State(
                templates: assets.templates,
                policies: policies,
                versions: versions
            )
        } catch {
            throw .store(error)
        }
    }
}
