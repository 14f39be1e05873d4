import CountersignCore

/// `countersign webhooks remove`.
struct WebhooksRemoveCommand: Command {
    static let synopsis = Synopsis(
        words: ["webhooks", "remove"],
        summary: "forget an endpoint, with what was still to be posted to it",
        parameters: [.init(name: "ENDPOINT", summary: "the endpoint's id, whe_…")],
        options: [.config],
        examples: ["countersign webhooks remove whe_01JDAVZW3G0000000000000000"]
    )

    private let config: String
    private let id: WebhookEndpointID

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        id = try WebhookEndpoint.id(arguments.parameter(0))
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let endpoint = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            let endpoint = try await installation.endpoint(id)
            try await installation.change(.removeEndpoint(id))
            return endpoint
        }
        surroundings.console.result("Endpoint \(id) of \(endpoint.merchant) is removed.")
        return .done
    }
}
