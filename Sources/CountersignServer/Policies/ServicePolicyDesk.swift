import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignPolicy
import CountersignStore

/// The desk of a running service: its files, its versions and what is in force agree.
struct ServicePolicyDesk: PolicyDesk {
    /// Rehearsals of the whole service at once: each takes what a core can give.
    private static let rehearsalsAtOnceMax = 2

    private let keeper: AssetKeeper
    private let rehearsals = Slots(ServicePolicyDesk.rehearsalsAtOnceMax)
    /// One text is proven at a time: proofs of a great many promises must not take every core.
    private let proofs = SerialGate()

    /// A desk; nil for a service whose files are not looked at.
    init?(_ keeper: AssetKeeper) {
        guard keeper.source != nil else { return nil }
        self.keeper = keeper
    }

    /// The policy in force for a merchant.
    func policy(of merchant: MerchantID) async -> Result<PolicyInForce, PolicyRefusal> {
        let (holder, entry, version) = keeper.shelf.entry(of: merchant)
        do throws(StoreFailure) {
            let kept = try await keeper.ledger.store.policy(of: holder, number: version)
            return .success(
                PolicyInForce(
                    holder: holder,
                    name: entry.policy.name,
                    version: version,
                    text: entry.text,
                    at: kept?.at,
                    author: kept?.author,
                    note: kept?.note
                )
            )
        } catch {
            return .failure(.store(error))
        }
    }

    /// Everything that is wrong with a text, proofs included.
    func review(_ text: String, for merchant: MerchantID) async -> PolicyReview {
        await readout(text, for: merchant).review
    }

    /// Puts a text in force for one merchant.
    func replace(
        _ text: String,
        note: String?,
        of merchant: MerchantID,
        ifMatch matches: @Sendable @escaping (PolicyInForce) -> Bool
    ) async -> Result<PolicyInForce, PolicyRefusal> {
        await keeper.gate.run {
            await replaceAlone(text, note: note, of: merchant, ifMatch: matches)
        }
    }

    /// What a text would have decided in a range of time.
    func backtest(
        _ text: String,
        _ range: PastDecisionRange,
        for merchant: MerchantID
    ) async -> Result<BacktestReport, PolicyRefusal> {
        guard rehearsals.take() else { return .failure(.busy) }
        defer { rehearsals.give() }
        let readout = await readout(text, for: merchant)
        guard let policy = readout.policy else { return .failure(.faulty(readout.review)) }
        let run = BacktestRun(store: keeper.ledger.store, keyring: keeper.ledger.keyring)
        do throws(StoreFailure) {
            return .success(try await run.run(policy, range, at: keeper.clock.now()))
        } catch {
            return .failure(.store(error))
        }
    }

    // MARK: - Replacing

    /// Nothing else changes policies meanwhile.
    private func replaceAlone(
        _ text: String,
        note: String?,
        of merchant: MerchantID,
        ifMatch matches: @Sendable (PolicyInForce) -> Bool
    ) async -> Result<PolicyInForce, PolicyRefusal> {
        let current: PolicyInForce
        switch await policy(of: merchant) {
        case .failure(let refusal): return .failure(refusal)
        case .success(let policy): current = policy
        }
        guard matches(current) else { return .failure(.stale(current)) }
        let readout = await readout(text, for: merchant)
        guard let policy = readout.policy, let file = path(of: merchant) else {
            return .failure(.faulty(readout.review))
        }
        let entry = PolicyFolder.Entry(policy, text: text, list: list)
        guard await OffPool.run({ Files.isWritable(file) }) else { return .failure(.notWritable) }
        let version: Int
        do throws(StoreFailure) {
            version = try await keeper.ledger.version(
                of: entry,
                holder: merchant.text,
                for: [merchant],
                author: .api,
                note: note
            )
        } catch {
            return .failure(.store(error))
        }
        // The store first: a version that its file never got is followed by the file's text at the next
        // load, while a file without its version would lose the author and the note.
        guard await OffPool.run({ Files.replace(file, with: text) }) else {
            return .failure(.notWritable)
        }
        // Where this fails, the first payment that needs the counters has them counted.
        try? await keeper.prepare([entry.policy])
        keeper.shelf.replace(entry, of: merchant, version: version)
        return await self.policy(of: merchant)
    }

    // MARK: - Reading

    private func readout(_ text: String, for merchant: MerchantID) async -> PolicyReadout {
        let served = keeper.served(merchant)
        let folder = keeper.source?.policies.name ?? ""
        return await proofs.run {
            await OffPool.run {
                PolicyReadout(
                    text,
                    file: "\(folder)/\(PolicyFolder.file(of: merchant.text))",
                    served: served,
                    list: list
                )
            }
        }
    }

    /// A list beside the policies; what is no list is not read, whatever a text calls it.
    private func list(_ path: String) -> String? {
        guard let folder = keeper.source?.policies, path.hasSuffix(PolicyFolder.listSuffix) else {
            return nil
        }
        return Files.text("\(folder.path)/\(path)")
    }

    private func path(of merchant: MerchantID) -> String? {
        keeper.source.map { "\($0.policies.path)/\(PolicyFolder.file(of: merchant.text))" }
    }
}

extension PolicyReadout {
    /// The readout as the API gives it.
    var review: PolicyReview {
        PolicyReview(
            name: policy?.name,
            findings: findings.map { finding in
                let example = FindingReport.example(of: finding, among: counterexamples)
                return (
                    finding,
                    example.map { PolicyReview.Counterexample(payment: $0.payment, at: $0.at) }
                )
            }
        )
    }
}
