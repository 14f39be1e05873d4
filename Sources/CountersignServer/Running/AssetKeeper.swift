import CountersignCheckout
import CountersignCore
import CountersignPolicy

/// Keeps templates and policies in step with their files while the service runs.
///
/// One change at a time: a reload never runs beside another one or beside an edit over the API.
final class AssetKeeper: Sendable {
    /// How often the files are looked at, in milliseconds.
    static let lookMilliseconds = 1_000
    /// Most findings of a failed reload that the log names.
    private static let findingsLoggedMax = 20

    let shelf: AssetShelf
    let ledger: PolicyLedger
    /// Nil for a service whose files are not looked at again.
    let source: AssetSource?
    let gate = SerialGate()
    let log: any Log
    let clock: any Clock
    /// Channels that live payments of a merchant can use; nil where no provider is configured.
    let served: @Sendable (MerchantID) -> Set<Channel>?
    private let count: @Sendable ([Policy]) async throws(StoreFailure) -> Void
    private let notices = TemplateNotices()

    /// - Parameter count: counts what policies look at, before they come into force.
    init(
        shelf: AssetShelf,
        ledger: PolicyLedger,
        source: AssetSource?,
        log: any Log,
        clock: any Clock,
        served: @escaping @Sendable (MerchantID) -> Set<Channel>?,
        count: @escaping @Sendable ([Policy]) async throws(StoreFailure) -> Void
    ) {
        self.shelf = shelf
        self.ledger = ledger
        self.source = source
        self.log = log
        self.clock = clock
        self.served = served
        self.count = count
        notices.tell(shelf.templates, log)
    }

    /// Has what policies look at counted; called before they come into force.
    func prepare(_ policies: [Policy]) async throws(CommandFailure) {
        do { try await count(policies) } catch { throw .store(error) }
    }

    /// Reads all files anew: all or nothing, broken ones leave the old ones in force.
    func reload() async {
        guard let source else { return }
        await gate.run { await self.reload(from: source, needsStillness: false) }
    }

    /// Looks at the files until it is cancelled, and reloads them when they have changed and are still.
    func watch(from settled: AssetFingerprint, everyMilliseconds milliseconds: Int) async {
        guard let source else { return }
        var judge = StillnessJudge(settled)
        while !Task.isCancelled {
            do { try await Task.sleep(for: .milliseconds(milliseconds)) } catch { return }
            let look = await OffPool.run { source.fingerprint() }
            guard judge.isStill(look) else { continue }
            await gate.run { await self.reload(from: source, needsStillness: true) }
        }
    }

    private func reload(from source: AssetSource, needsStillness: Bool) async {
        let loaded = await OffPool.run { () -> Assets.Loaded? in
            let loaded = source.load()
            // Somebody wrote while they were read: they are looked at again when they are still.
            if needsStillness, source.fingerprint() != loaded.fingerprint { return nil }
            return loaded
        }
        guard let loaded else { return }
        guard let assets = loaded.assets else { return refuse(loaded) }
        do throws(CommandFailure) {
            try await prepare(assets.policies.policies)
            try await shelf.replace(with: assets, ledger)
            notices.tell(shelf.templates, log)
            log.write(.info, "templates and policies were reloaded", [])
        } catch {
            fail(findings: [], [], reason: error.message)
        }
    }

    private func refuse(_ loaded: Assets.Loaded) {
        for finding in loaded.findings.prefix(AssetKeeper.findingsLoggedMax) {
            log.write(
                .warning,
                "a template or policy has a fault",
                [
                    ("file", .text(finding.file)), ("line", .number(finding.line)),
                    ("column", .number(finding.column)), ("fault", .text(finding.message)),
                ]
            )
        }
        let count = loaded.findings.count
        fail(
            findings: loaded.findings,
            loaded.counterexamples,
            reason: "\(count) \(count == 1 ? "fault" : "faults")"
        )
    }

    private func fail(findings: [Finding], _ examples: [PolicyExample], reason: String) {
        shelf.note(
            AssetShelf.Failure(
                at: clock.now(),
                findings: findings,
                counterexamples: examples,
                reason: findings.isEmpty ? reason : nil
            )
        )
        log.write(
            .error,
            "templates and policies were not reloaded; the old ones stay in force",
            [("reason", .text(reason))]
        )
    }
}
