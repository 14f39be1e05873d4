import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignKeys

/// `countersign policy backtest`.
struct PolicyBacktestCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "backtest"],
        summary: "rehearse a policy on the decisions in the store",
        parameters: [.init(name: "FILE", summary: "the policy, in place or a draft")],
        options: [
            .value(
                "since",
                "TIME",
                "from here on: 90m, 24h, 30d ago, or a moment",
                isRequired: true
            ),
            .value("until", "TIME", "up to here, the same (default: now)"),
            .value("merchant", "ID", "only this merchant's decisions (default: see below)"),
            .flag("test", "decisions on test keys instead of live ones"),
            .config, .policies, .json,
        ],
        examples: [
            "countersign policy backtest Policies/default.policy --since 30d",
            "countersign policy backtest draft.policy --since 2026-11-01T00:00:00Z "
                + "--merchant acme-shoes --json",
        ],
        detail: """
            Shows how many decisions would change and from what to what, the money in them, what became of them
            (confirmed, denied, abandoned), and the ten largest. Without --merchant a file that is named after a
            merchant is put to that merchant's decisions, any other to those of all merchants without a policy of
            their own. Nothing is changed, and a running service is not held up.
            """
    )

    private let file: String
    private let config: String
    private let places: Assets.Places
    private let range: RangeOptions
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        file = arguments.parameter(0)
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        places = Assets.Places(policies: arguments.value("policies"))
        range = try RangeOptions(arguments, since: "30d")
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        guard let read = PolicyFile.read(file, in: surroundings) else {
            throw PolicyFile.unreadable([file])
        }
        guard let policy = read.policy else {
            FindingReport.show(
                read.findings,
                counterexamples: read.counterexamples,
                on: surroundings.console
            )
            return .findings
        }
        let now = surroundings.clock.now()
        let wanted = try range.decisions(at: now)
        let console = surroundings.console
        let report = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) -> BacktestReport in
            let range = try await narrowed(wanted, installation, in: surroundings)
            let bar = ProgressBar("rehearsing", on: console)
            let run = BacktestRun(store: installation.store, keyring: installation.keyring)
            do throws(StoreFailure) {
                let report = try await run.run(policy, range, at: now) { bar.show(permille: $0) }
                bar.clear()
                return report
            } catch {
                bar.clear()
                throw .store(error)
            }
        }
        if isJSON {
            var json = JSONWriter(capacity: 4_096)
            BacktestJSON.write(report, to: &json)
            console.result(String(decoding: json.bytes, as: UTF8.self))
        } else {
            console.output(BacktestText.text(report))
        }
        return .done
    }

    /// The decisions that the file is for.
    private func narrowed(
        _ range: PastDecisionRange,
        _ installation: Installation,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> PastDecisionRange {
        let merchants = try await installation.directory().merchants
        if let merchant = range.merchant {
            _ = try await installation.merchant(merchant)
            return range
        }
        let name = Path.name(of: file)
        if name.hasSuffix(PolicyFolder.suffix),
            let merchant = MerchantID(String(name.dropLast(PolicyFolder.suffix.count))),
            merchants[merchant] != nil
        {
            return PastDecisionRange(
                since: range.since,
                until: range.until,
                mode: range.mode,
                merchant: merchant
            ) ?? range
        }
        let source = try? Assets.source(
            places,
            configuration: installation.configuration,
            in: surroundings,
            sha256: SHA256.hash
        )
        guard let folder = source?.policies.path else { return range }
        var others = range
        others.except = Set(
            merchants.keys.filter {
                Files.exists("\(folder)/\(PolicyFolder.file(of: $0.text))")
            }
        )
        return others
    }
}
