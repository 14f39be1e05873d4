import CountersignCore
import CountersignKeys
import CountersignMessaging

/// `countersign webhooks add`.
struct WebhooksAddCommand: Command {
    static let synopsis = Synopsis(
        words: ["webhooks", "add"],
        summary: "post a merchant's events to a URL; the signing secret is shown once",
        parameters: [
            .init(name: "MERCHANT", summary: "the merchant's id"),
            .init(name: "URL", summary: "an https URL, or http for trials"),
        ],
        options: [.config, .json],
        examples: ["countersign webhooks add acme-shoes https://shop.example/countersign"],
        detail: """
            Posts are signed with Standard Webhooks. Private addresses are refused when posting, unless
            the configuration says webhooks: { allow_private: true }.
            """
    )

    private let config: String
    private let isJSON: Bool
    private let merchant: MerchantID
    private let url: String

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
        merchant = try MerchantFacts.id(arguments.parameter(0))
        url = arguments.parameter(1)
        if let fault = WebAddress.fault(of: url) { throw UsageFault("URL \(fault)") }
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let now = surroundings.clock.now()
        let id = WebhookEndpointID(at: now, random: surroundings.entropy.bytes(10))
        let secret = WebhookSecret.make(entropy: surroundings.entropy).revealed
        try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            _ = try await installation.merchant(merchant)
            let place = WebhookEndpoint.sealPlace(of: id)
            let endpoint = WebhookEndpoint(
                id: id,
                merchant: merchant,
                url: url,
                sealedSecret: installation.keyring.seal(Array(secret.utf8), for: place),
                createdAt: now
            )
            try await installation.change(.endpoint(endpoint))
        }
        if isJSON {
            surroundings.console.result(
                JSONText.object(
                    ("id", .string(id.text)),
                    ("merchant", .string(merchant.text)),
                    ("url", .string(url)),
                    ("secret", .string(secret))
                )
            )
        } else {
            surroundings.console.result(secret)
            surroundings.console.note("Endpoint \(id) is added. The secret is not shown again.")
            surroundings.console.note("Try it: countersign webhooks test \(id)")
        }
        return .done
    }
}
