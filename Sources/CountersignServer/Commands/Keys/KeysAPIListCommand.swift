import CountersignCore

/// `countersign keys api list`.
struct KeysAPIListCommand: Command {
    static let synopsis = Synopsis(
        words: ["keys", "api", "list"],
        summary: "list API keys, without their secrets",
        parameters: [.init(name: "MERCHANT", summary: "only this merchant's", isRequired: false)],
        options: [.config, .json],
        examples: ["countersign keys api list", "countersign keys api list acme-shoes --json"]
    )

    private let config: String
    private let isJSON: Bool
    private let merchant: MerchantID?

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
        let text = arguments.parameter(0)
        merchant = text.isEmpty ? nil : try MerchantFacts.id(text)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let keys = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            if let merchant { _ = try await installation.merchant(merchant) }
            return try await installation.directory().keys.values
                .filter { merchant == nil || $0.merchant == merchant }
                .sorted { $0.id < $1.id }
        }
        if isJSON {
            surroundings.console.result(JSONText.object(("keys", .array(keys.map(\.json)))))
        } else {
            let rows = keys.map { key in
                [
                    key.id.text, key.merchant.text, key.mode.rawValue,
                    key.scopes.map(\.rawValue).joined(separator: ","),
                    key.revokedAt.map { "revoked \($0.rfc3339)" } ?? "in use",
                ]
            }
            surroundings.console.output(
                Table.text(["ID", "MERCHANT", "MODE", "SCOPES", "STATE"], rows)
            )
        }
        return .done
    }
}

extension APIKey {
    /// The key as commands print it; never its hash.
    var json: JSONValue {
        .object([
            JSONMember("id", .string(id.text)),
            JSONMember("merchant", .string(merchant.text)),
            JSONMember("mode", .string(mode.rawValue)),
            JSONMember("scopes", .array(scopes.map { .string($0.rawValue) })),
            JSONMember("created_at", .string(createdAt.rfc3339)),
            JSONMember("revoked_at", revokedAt.map { .string($0.rfc3339) } ?? .null),
        ])
    }
}
