import CountersignCore

/// `countersign webhooks list`.
struct WebhooksListCommand: Command {
    static let synopsis = Synopsis(
        words: ["webhooks", "list"],
        summary: "list webhook endpoints",
        parameters: [.init(name: "MERCHANT", summary: "only this merchant's", isRequired: false)],
        options: [.config, .json],
        examples: ["countersign webhooks list", "countersign webhooks list acme-shoes --json"]
    )

    private let options: ListOptions
    private let merchant: MerchantID?

    init(_ arguments: Arguments) throws(UsageFault) {
        options = ListOptions(arguments)
        let text = arguments.parameter(0)
        merchant = text.isEmpty ? nil : try MerchantFacts.id(text)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let endpoints = try await Installation.with(config: options.config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            if let merchant { _ = try await installation.merchant(merchant) }
            return try await installation.directory().endpoints.values.joined()
                .filter { merchant == nil || $0.merchant == merchant }
                .sorted { $0.id < $1.id }
        }
        options.write(
            "webhooks",
            endpoints,
            to: surroundings.console,
            json: \.json,
            columns: ["ID", "MERCHANT", "URL", "STATE"]
        ) { endpoint in
            [
                endpoint.id.text, endpoint.merchant.text, endpoint.url,
                endpoint.disabledAt.map { "off since \($0.rfc3339)" } ?? "in use",
            ]
        }
        return .done
    }
}
