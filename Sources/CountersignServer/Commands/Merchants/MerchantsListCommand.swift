import CountersignCore

/// `countersign merchants list`.
struct MerchantsListCommand: Command {
    static let synopsis = Synopsis(
        words: ["merchants", "list"],
        summary: "list merchants",
        options: [.config, .json],
        examples: ["countersign merchants list", "countersign merchants list --json"]
    )

    private let options: ListOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        options = ListOptions(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let merchants = try await Installation.with(config: options.config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            try await installation.directory().merchants.values.sorted { $0.id < $1.id }
        }
        options.write(
            "merchants",
            merchants,
            to: surroundings.console,
            json: \.json,
            columns: ["ID", "NAME", "BRAND", "ORIGIN", "CURRENCY"]
        ) { merchant in
            [
                merchant.id.text, merchant.name.text, merchant.brand,
                merchant.origin ?? "-", merchant.currency?.code ?? "-",
            ]
        }
        return .done
    }
}
