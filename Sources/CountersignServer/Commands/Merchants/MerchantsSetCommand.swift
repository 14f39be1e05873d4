import CountersignCore

/// `countersign merchants set`.
struct MerchantsSetCommand: Command {
    static let synopsis = Synopsis(
        words: ["merchants", "set"],
        summary: "change a merchant; what is not named stays",
        parameters: [.init(name: "ID", summary: "the merchant's id")],
        options: [.value("name", "NAME", "the name that payers see")]
            + MerchantOptions.options + [.config, .json],
        examples: [
            "countersign merchants set acme-shoes --origin shop.example",
            "countersign merchants set acme-shoes --legal-name \"\"",
        ],
        detail:
            "An empty value takes a setting away. Confirmations that are pending keep the old name."
    )

    private let config: String
    private let isJSON: Bool
    private let id: MerchantID
    private let name: Payee?
    private let options: MerchantOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
        id = try MerchantFacts.id(arguments.parameter(0))
        if let text = arguments.value("name") {
            name = try MerchantFacts.name(text, of: "--name")
        } else {
            name = nil
        }
        options = try MerchantOptions(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let merchant = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            var merchant = options.applied(to: try await installation.merchant(id))
            if let name { merchant.name = name }
            try await installation.change(.merchant(merchant))
            return merchant
        }
        surroundings.console.result(
            isJSON ? JSONText.text(merchant.json) : "Merchant \(id) is changed."
        )
        return .done
    }
}
