import CountersignCore

/// `countersign init`.
struct InitCommand: Command {
    static let synopsis = Synopsis(
        words: ["init"],
        summary: "write a configuration, keys and an empty store; make the first merchant",
        options: [
            .value("directory", "FOLDER", "where to (default: the working directory)"),
            .value("merchant", "NAME", "the first merchant's name (default: Acme Shoes)"),
            .json,
        ],
        examples: [
            "countersign init --merchant \"Acme Shoes\"",
            "countersign init --directory /etc/countersign --merchant \"Acme Shoes\" --json",
        ],
        detail: """
            Nothing that is there is overwritten. The two API keys are shown once. The next step is
            'countersign serve'.
            """
    )

    private let directory: String
    private let name: Payee
    private let merchant: MerchantID
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        directory = arguments.value("directory") ?? "."
        isJSON = arguments.has("json")
        let text = arguments.value("merchant") ?? "Acme Shoes"
        name = try MerchantFacts.name(text, of: "--merchant")
        merchant = MerchantFacts.id(fromName: text) ?? InitCommand.standardMerchant
    }

    /// The id of a merchant whose name has no letter that an id may have.
    private static let standardMerchant: MerchantID = {
        guard let id = MerchantID("merchant") else {
            preconditionFailure("'merchant' is a merchant id.")
        }
        return id
    }()

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let founding = Founding(
            folder: surroundings.path(directory),
            shown: directory,
            merchant: Merchant(id: merchant, name: name, createdAt: surroundings.clock.now())
        )
        let founded = try await founding.run(in: surroundings)
        let console = surroundings.console
        if isJSON {
            console.result(
                JSONText.object(
                    ("config", .string(founded.config)),
                    ("merchant", .string(merchant.text)),
                    ("live_key", .string(founded.liveKey)),
                    ("test_key", .string(founded.testKey))
                )
            )
            return .done
        }
        console.output(
            Help.columns([
                ("configuration", founded.config), ("merchant", "\(merchant) (\"\(name)\")"),
                ("live key", founded.liveKey), ("test key", founded.testKey),
            ])
        )
        let option =
            directory == "." ? "" : " --config \(directory)/\(ConfigurationFile.defaultName)"
        console.note("The keys are not shown again: they go to the merchant's checkout.")
        console.note("Back up keys.json apart from the store.")
        console.note("Next: countersign serve\(option)")
        return .done
    }
}
