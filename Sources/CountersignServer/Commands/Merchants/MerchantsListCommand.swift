import CountersignCore

/// `countersign merchants list`.
struct MerchantsListCommand: Command {
    static let synopsis = Synopsis(
        words: ["merchants", "list"],
        summary: "list merchants",
        options: [.config, .json],
        examples: ["countersign merchants list", "countersign merchants list --json"]
    )

    private let config: String
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let merchants = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            try await installation.directory().merchants.values.sorted { $0.id < $1.id }
        }
        if isJSON {
            surroundings.console.result(
                JSONText.object(("merchants", .array(merchants.map(\.json))))
            )
        } else {
            let rows = merchants.map { merchant in
                [
                    merchant.id.text, merchant.name.text, merchant.brand,
                    merchant.origin ?? "-", merchant.currency?.code ?? "-",
                ]
            }
            surroundings.console.output(
                Table.text(["ID", "NAME", "BRAND", "ORIGIN", "CURRENCY"], rows)
            )
        }
        return .done
    }
}
