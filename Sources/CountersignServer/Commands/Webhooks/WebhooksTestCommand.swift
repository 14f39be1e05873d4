import CountersignCore
import CountersignMessaging

/// `countersign webhooks test`.
struct WebhooksTestCommand: Command {
    static let synopsis = Synopsis(
        words: ["webhooks", "test"],
        summary: "post one signed event of the type 'test' and show the answer",
        parameters: [.init(name: "ENDPOINT", summary: "the endpoint's id, whe_…")],
        options: [.config],
        examples: ["countersign webhooks test whe_01JDAVZW3G0000000000000000"],
        detail: "Exit status 0 when the endpoint answered with a 2xx, else 1."
    )

    /// Longest wait for the answer in milliseconds.
    static let timeoutMillisecondsMax = 15_000

    private let config: String
    private let id: WebhookEndpointID

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        id = try WebhookEndpoint.id(arguments.parameter(0))
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let request = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            let endpoint = try await installation.endpoint(id)
            return try signedPost(to: endpoint, of: installation, in: surroundings)
        }
        let console = surroundings.console
        switch await surroundings.send(request) {
        case .success(let reply):
            console.result("\(request.url) answered \(reply.status).")
            return (200...299).contains(reply.status) ? .done : .findings
        case .failure(.addressRefused):
            console.result("\(request.url) leads to a private address.")
            console.note("For trials: webhooks: { allow_private: true } in the configuration.")
        case .failure(.notSent(let reason)):
            console.result("\(request.url) was not reached: \(reason).")
        case .failure(.unanswered(let reason)):
            console.result("\(request.url) did not answer: \(reason).")
        }
        return .findings
    }

    private func signedPost(
        to endpoint: WebhookEndpoint,
        of installation: Installation,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> OutboundRequest {
        let now = surroundings.clock.now()
        let event = EventID(at: now, random: surroundings.entropy.bytes(10)).text
        let body = JSONText.object(
            ("type", .string("test")),
            ("timestamp", .string(now.rfc3339)),
            ("data", .object([JSONMember("merchant", .string(endpoint.merchant.text))]))
        )
        let signer = StandardWebhooks(
            secrets: [try installation.secret(of: endpoint)],
            crypto: .libcrypto
        )
        return OutboundRequest(
            url: endpoint.url,
            headers: [("Content-Type", "application/json")]
                + signer.headers(id: event, at: now, body: Array(body.utf8)),
            body: Array(body.utf8),
            timeoutMillisecondsMax: WebhooksTestCommand.timeoutMillisecondsMax,
            answerBytesMax: 4_096,
            destination: installation.configuration.webhooksAllowPrivate ? .configured : .publicOnly
        )
    }
}
