import CountersignCore
import CountersignKeys

/// `countersign policy rollback`.
struct PolicyRollbackCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "rollback"],
        summary: "put the text of an earlier version in place again",
        parameters: [.init(name: "N", summary: "the version")],
        options: [
            PolicyHolder.option,
            .value("note", "TEXT", "what to say of it in the history"),
            .config, .policies, .json,
        ],
        examples: [
            "countersign policy rollback 3 --note \"too many blocks since yesterday\"",
            "countersign policy rollback 1 --merchant acme-shoes --json",
        ],
        detail: """
            The text is checked against today's lists, becomes a new version and is written to the merchant's
            file. A running service takes it within seconds, a stopped one at its next start. Lists stay as they
            are; it says which of them have changed since.
            """
    )

    private let config: String
    private let places: Assets.Places
    private let holder: PolicyHolder
    private let number: Int
    private let note: String?
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        places = Assets.Places(policies: arguments.value("policies"))
        holder = try PolicyHolder(arguments.value("merchant"))
        number = try PolicyHolder.number(arguments.parameter(0))
        note = try PolicyPlacing.note(arguments)
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let (holder, places, number, note) = (holder, places, number, note)
        let outcome = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) -> PolicyPlacing.Outcome in
            let version = try await holder.version(number, of: installation)
            let source = try Assets.source(
                places,
                configuration: installation.configuration,
                in: surroundings,
                sha256: SHA256.hash
            )
            tellOfLists(version, installation, source, in: surroundings)
            let placing = PolicyPlacing(
                holder: holder,
                text: version.text,
                note: note ?? "back to version \(number)"
            )
            return try await placing.run(installation, source, in: surroundings)
        }
        return PolicyPlacing.show(
            outcome,
            of: holder,
            {
                "The text of version \(number) of '\(holder.name)' is in place again, as version \($0)."
            },
            isJSON: isJSON,
            on: surroundings.console
        )
    }

    /// Says which lists are no longer what they were.
    private func tellOfLists(
        _ version: PolicyVersion,
        _ installation: Installation,
        _ source: AssetSource,
        in surroundings: Surroundings
    ) {
        let ledger = PolicyLedger(
            store: installation.store,
            keyring: installation.keyring,
            clock: surroundings.clock,
            entropy: surroundings.entropy
        )
        for list in ledger.lists(of: version)?.lists ?? [] {
            let now = Files.text("\(source.policies.path)/\(list.path)")
            guard now.map({ Hex.encode(SHA256.hash(Array($0.utf8))) }) != list.sha256 else {
                continue
            }
            surroundings.console.note(
                "\(list.path) has changed since version \(version.number); it stays as it is now"
            )
        }
    }
}
