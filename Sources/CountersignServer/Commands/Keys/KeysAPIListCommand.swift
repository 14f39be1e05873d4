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

    private let options: ListOptions
    private let merchant: MerchantID?

    init(_ arguments: Arguments) throws(UsageFault) {
        options = ListOptions(arguments)
        let text = arguments.parameter(0)
        merchant = text.isEmpty ? nil : try MerchantFacts.id(text)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let keys = try await Installation.with(config: options.config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            if let merchant { _ = try await installation.merchant(merchant) }
            return try await installation.directory().keys.values
                .filter { merchant == nil || $0.merchant == merchant }
                .sorted { $0.id < $1.id }
        }
        options.write(
            "keys",
            keys,
            to: surroundings.console,
            json: \.json,
            columns: ["ID", "MERCHANT", "MODE", "SCOPES", "STATE"]
        ) { key in
            [
                key.id.text, key.merchant.text, key.mode.rawValue,
                key.scopes.map(\.rawValue).joined(separator: ","),
                key.revokedAt.map { "revoked \($0.rfc3339)" } ?? "in use",
            ]
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
