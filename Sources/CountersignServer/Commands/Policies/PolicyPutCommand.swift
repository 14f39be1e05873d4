/// `countersign policy put`.
struct PolicyPutCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "put"],
        summary: "check a policy, keep it as a version with a note, and put it in place",
        parameters: [.init(name: "FILE", summary: "the new text, from anywhere")],
        options: PlacingOptions.options,
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

    private let file: String
    private let options: PlacingOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        file = arguments.parameter(0)
        options = try PlacingOptions(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        guard let text = Files.text(surroundings.path(file)) else {
            throw PolicyFile.unreadable([file])
        }
        let (holder, note) = (options.holder, options.note)
        return try await options.place(
            in: surroundings,
            { "Version \($0) of '\(holder.name)' is in place." },
            { (_, _) async throws(CommandFailure) in (text, note) }
        )
    }
}
