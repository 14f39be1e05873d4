import CountersignCore

/// `countersign keys api revoke`.
struct KeysAPIRevokeCommand: Command {
    static let synopsis = Synopsis(
        words: ["keys", "api", "revoke"],
        summary: "stop an API key, within a second also in a running service",
        parameters: [.init(name: "KEY", summary: "the key's id, key_…")],
        options: [.config],
        examples: ["countersign keys api revoke key_01JDAVZW3G0000000000000000"]
    )

    private let config: String
    private let id: APIKeyID

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        guard let id = APIKeyID(arguments.parameter(0)) else {
            throw UsageFault("KEY takes a key's id, key_…, not the secret itself")
        }
        self.id = id
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let key = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            let key = try await installation.apiKey(id)
            if key.revokedAt == nil {
                try await installation.change(.revokeKey(id, at: surroundings.clock.now()))
            }
            return key
        }
        let since = key.revokedAt.map { " since \($0.rfc3339)" } ?? ""
        surroundings.console.result("Key \(id) of \(key.merchant) is revoked\(since).")
        return .done
    }
}
