import CountersignCore
import CountersignKeys

/// `countersign policy put`.
struct PolicyPutCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "put"],
        summary: "check a policy, keep it as a version with a note, and put it in place",
        parameters: [.init(name: "FILE", summary: "the new text, from anywhere")],
        options: [
            PolicyHolder.option,
            .value("note", "TEXT", "what to say of it in the history"),
            .config, .policies, .json,
        ],
        examples: [
            "countersign policy put draft.policy --merchant acme-shoes --note \"small payments skip\"",
            "countersign policy put draft.policy --json",
        ],
        detail: """
            The text is written to the merchant's file in the folder of policies, whole or not at all. A running
            service takes it within seconds, a stopped one at its next start. Lists that it names must lie below
            that folder. Exit status 0 in place, 1 faults and nothing was changed.
            """
    )

    private let config: String
    private let places: Assets.Places
    private let file: String
    private let holder: PolicyHolder
    private let note: String?
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        places = Assets.Places(policies: arguments.value("policies"))
        file = arguments.parameter(0)
        holder = try PolicyHolder(arguments.value("merchant"))
        note = try PolicyPlacing.note(arguments)
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        guard let text = Files.text(surroundings.path(file)) else {
            throw PolicyFile.unreadable([file])
        }
        let (holder, places) = (holder, places)
        let placing = PolicyPlacing(holder: holder, text: text, note: note)
        let outcome = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) -> PolicyPlacing.Outcome in
            let source = try Assets.source(
                places,
                configuration: installation.configuration,
                in: surroundings,
                sha256: SHA256.hash
            )
            return try await placing.run(installation, source, in: surroundings)
        }
        return PolicyPlacing.show(
            outcome,
            of: holder,
            { "Version \($0) of '\(holder.name)' is in place." },
            isJSON: isJSON,
            on: surroundings.console
        )
    }
}
