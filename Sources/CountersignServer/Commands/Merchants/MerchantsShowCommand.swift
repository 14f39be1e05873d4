import CountersignCore

/// `countersign merchants show`.
struct MerchantsShowCommand: Command {
    static let synopsis = Synopsis(
        words: ["merchants", "show"],
        summary: "show a merchant with its API keys, webhooks and route",
        parameters: [.init(name: "ID", summary: "the merchant's id")],
        options: [.config, .json],
        examples: ["countersign merchants show acme-shoes"]
    )

    private let config: String
    private let isJSON: Bool
    private let id: MerchantID

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
        id = try MerchantFacts.id(arguments.parameter(0))
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let (merchant, directory, route) = try await Installation.with(
            config: config,
            in: surroundings
        ) { (installation) async throws(CommandFailure) in
            (
                try await installation.merchant(id), try await installation.directory(),
                installation.configuration.route(of: id)
            )
        }
        let keys = directory.keys.values.filter { $0.merchant == id }.sorted { $0.id < $1.id }
        let endpoints = directory.endpoints[id] ?? []
        let console = surroundings.console
        if isJSON {
            let steps: [JSONValue] = route.map { step in
                .object([
                    JSONMember("channel", .string(step.channel.rawValue)),
                    JSONMember("providers", .array(step.providers.map { .string($0) })),
                ])
            }
            console.result(
                JSONText.object(
                    ("merchant", merchant.json),
                    ("keys", .array(keys.map(\.json))),
                    ("webhooks", .array(endpoints.map(\.json))),
                    ("route", .array(steps))
                )
            )
            return .done
        }
        var rows = [
            ("id", id.text), ("name", merchant.name.text),
            ("legal name", merchant.legalName?.text ?? "-"), ("brand", merchant.brand),
            ("origin", merchant.origin ?? "-"), ("currency", merchant.currency?.code ?? "-"),
            ("created", merchant.createdAt.rfc3339),
        ]
        rows += keys.map { key in
            ("key", "\(key.id) \(key.mode.rawValue)" + (key.revokedAt == nil ? "" : ", revoked"))
        }
        rows += endpoints.map { endpoint in
            (
                "webhook",
                "\(endpoint.id) \(endpoint.url)" + (endpoint.disabledAt == nil ? "" : ", off")
            )
        }
        rows += route.map {
            ("route", "\($0.channel.rawValue): \($0.providers.joined(separator: ", "))")
        }
        console.output(Help.columns(rows))
        return .done
    }
}
