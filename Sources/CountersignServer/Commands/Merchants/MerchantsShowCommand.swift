import CountersignCore
import CountersignMessaging

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
            console.result(
                JSONText.object(
                    ("merchant", merchant.json),
                    ("keys", .array(keys.map(\.json))),
                    ("webhooks", .array(endpoints.map(\.json))),
                    ("route", .array(route.map(\.json)))
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
            ("route", $0.text)
        }
        console.output(Help.columns(rows))
        return .done
    }
}

extension Route.Step {
    /// As the configuration writes it.
    fileprivate var json: JSONValue {
        var members = [
            JSONMember("channel", .string(channel.rawValue)),
            JSONMember("providers", .array(providers.map { .string($0) })),
        ]
        if !countries.isEmpty {
            members.append(JSONMember("countries", .array(countries.sorted().map { .string($0) })))
        }
        if !prefixes.isEmpty {
            members.append(JSONMember("prefixes", .array(prefixes.map { .string($0) })))
        }
        if let nextAfterSeconds {
            members.append(JSONMember("next_after", .integer(Int64(nextAfterSeconds))))
        }
        if isHedged { members.append(JSONMember("hedge", .bool(true))) }
        return .object(members)
    }

    /// For people: `sms for DE, +4915: twilio, gateway; next after 15 s`.
    fileprivate var text: String {
        let conditions = (countries.sorted() + prefixes).joined(separator: ", ")
        return channel.rawValue + (conditions.isEmpty ? "" : " for \(conditions)") + ": "
            + providers.joined(separator: ", ")
            + (nextAfterSeconds.map { "; next after \($0) s" } ?? "")
            + (isHedged ? "; hedged" : "")
    }
}
