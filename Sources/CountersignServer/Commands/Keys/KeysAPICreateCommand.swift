import CountersignCore
import CountersignKeys

/// `countersign keys api create`.
struct KeysAPICreateCommand: Command {
    static let synopsis = Synopsis(
        words: ["keys", "api", "create"],
        summary: "make an API key; its secret is shown once",
        parameters: [.init(name: "MERCHANT", summary: "the merchant's id")],
        options: [
            .value("scope", "SCOPE", "checkout (default), manage or read", repeats: true),
            .flag("test", "a test key: messages go to the built-in simulator"),
            .config, .json,
        ],
        examples: [
            "countersign keys api create acme-shoes --scope checkout",
            "countersign keys api create acme-shoes --scope checkout --scope read --test --json",
        ]
    )

    private let config: String
    private let isJSON: Bool
    private let merchant: MerchantID
    private let scopes: [Scope]
    private let mode: Mode

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
        merchant = try MerchantFacts.id(arguments.parameter(0))
        mode = arguments.has("test") ? .test : .live
        var scopes: [Scope] = []
        for text in arguments.values("scope") {
            scopes.append(try Arguments.word(text, of: "--scope", as: Scope.self))
        }
        self.scopes = scopes.isEmpty ? [.checkout] : scopes
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let made = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            let merchant = try await installation.merchant(merchant)
            let made = APIKeySecret.make(
                merchant: merchant.id,
                mode: mode,
                scopes: scopes,
                at: surroundings.clock.now(),
                entropy: surroundings.entropy,
                sha256: installation.keyring.sha256
            )
            try await installation.change(.key(made.key))
            return made
        }
        let console = surroundings.console
        if isJSON {
            console.result(
                JSONText.object(
                    ("id", .string(made.key.id.text)),
                    ("merchant", .string(merchant.text)),
                    ("mode", .string(mode.rawValue)),
                    ("scopes", .array(made.key.scopes.map { .string($0.rawValue) })),
                    ("secret", .string(made.secret))
                )
            )
        } else {
            console.result(made.secret)
            console.note("Key \(made.key.id) of \(merchant). The secret is not shown again.")
        }
        return .done
    }
}
