import CountersignCore

/// `countersign merchants add`.
struct MerchantsAddCommand: Command {
    static let synopsis = Synopsis(
        words: ["merchants", "add"],
        summary: "add a merchant",
        parameters: [
            .init(name: "ID", summary: "a short name: lower-case letters, digits, hyphens")
        ],
        options: [.value("name", "NAME", "the name that payers see", isRequired: true)]
            + MerchantOptions.options + [.config, .json],
        examples: [
            "countersign merchants add acme-shoes --name \"Acme Shoes\"",
            "countersign merchants add acme-shoes --name \"Acme Shoes\" --origin shop.example "
                + "--currency EUR",
        ],
        detail: "A running service knows the merchant at once. Next: countersign keys api create."
    )

    private let config: String
    private let isJSON: Bool
    private let id: MerchantID
    private let name: Payee
    private let options: MerchantOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
        id = try MerchantFacts.id(arguments.parameter(0))
        name = try MerchantFacts.name(arguments.value("name") ?? "", of: "--name")
        options = try MerchantOptions(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let merchant = options.applied(
            to: Merchant(id: id, name: name, createdAt: surroundings.clock.now())
        )
        try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            guard try await installation.directory().merchants[id] == nil else {
                throw .unusable(
                    "there is a merchant '\(id)' already",
                    hint: "change it with 'countersign merchants set \(id)'"
                )
            }
            try await installation.change(.merchant(merchant))
        }
        if isJSON {
            surroundings.console.result(JSONText.text(merchant.json))
        } else {
            surroundings.console.result("Merchant \(id), \"\(name)\", is added.")
            surroundings.console.note("Next: countersign keys api create \(id)")
        }
        return .done
    }
}
