import CountersignCore
import CountersignKeys

/// `countersign policy rollback`.
struct PolicyRollbackCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "rollback"],
        summary: "put the text of an earlier version in place again",
        parameters: [.init(name: "N", summary: "the version")],
        options: PlacingOptions.options,
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

    private let number: Int
    private let options: PlacingOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        number = try PolicyHolder.number(arguments.parameter(0))
        options = try PlacingOptions(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let (holder, number, note) = (options.holder, number, options.note)
        return try await options.place(
            in: surroundings,
            {
                "The text of version \(number) of '\(holder.name)' is in place again, as version \($0)."
            },
            { (installation, source) async throws(CommandFailure) in
                let version = try await holder.version(number, of: installation)
                tellOfLists(version, installation, source, in: surroundings)
                return (version.text, note ?? "back to version \(number)")
            }
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
