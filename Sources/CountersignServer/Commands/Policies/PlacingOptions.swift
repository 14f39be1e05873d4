import CountersignKeys

/// What `policy put` and `policy rollback` are both told.
struct PlacingOptions: Sendable {
    static let options: [Synopsis.Option] = [
        PolicyHolder.option,
        .value("note", "TEXT", "what to say of it in the history"),
        .config, .policies, .json,
    ]

    let holder: PolicyHolder
    let note: String?
    private let config: String
    private let places: Assets.Places
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        places = Assets.Places(policies: arguments.value("policies"))
        holder = try PolicyHolder(arguments.value("merchant"))
        note = try PolicyPlacing.note(arguments)
        isJSON = arguments.has("json")
    }

    /// Opens the installation, puts a text in place and shows what became of it.
    /// - Parameters:
    ///   - placed: what to say of the version that it became.
    ///   - find: the text and its note.
    func place(
        in surroundings: Surroundings,
        _ placed: (_ version: Int) -> String,
        _ find:
            @Sendable @escaping (Installation, AssetSource) async throws(CommandFailure) -> (
                text: String, note: String?
            )
    ) async throws(CommandFailure) -> ExitStatus {
        let (holder, places) = (holder, places)
        let outcome = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) -> PolicyPlacing.Outcome in
            let source = try Assets.source(
                places,
                configuration: installation.configuration,
                in: surroundings,
                sha256: SHA256.hash
            )
            let (text, note) = try await find(installation, source)
            return try await PolicyPlacing(holder: holder, text: text, note: note)
                .run(installation, source, in: surroundings)
        }
        return PolicyPlacing.show(
            outcome,
            of: holder,
            placed,
            isJSON: isJSON,
            on: surroundings.console
        )
    }
}
