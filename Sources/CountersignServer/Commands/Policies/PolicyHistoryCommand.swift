import CountersignCore
import CountersignStore

/// `countersign policy history`.
struct PolicyHistoryCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "history"],
        summary: "list every text of a policy that came into force",
        parameters: [
            .init(
                name: "MERCHANT|FILE",
                summary: "whose policy (default: the one of merchants without their own)",
                isRequired: false
            )
        ],
        options: [.config, .json],
        examples: [
            "countersign policy history", "countersign policy history acme-shoes --json",
            "countersign policy history Policies/acme-shoes.policy",
        ],
        detail:
            "Decisions name these versions. 'policy diff' shows what changed between two of them."
    )

    private let config: String
    private let holder: PolicyHolder
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        holder = try PolicyHolder(arguments.parameters.first)
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let name = holder.name
        let heads = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) -> [PolicyVersionHead] in
            do throws(StoreFailure) {
                return try await installation.store.policyHistory(of: name)
            } catch {
                throw .store(error)
            }
        }
        let console = surroundings.console
        if isJSON {
            console.result(
                JSONText.object(
                    ("holder", .string(name)),
                    ("versions", .array(heads.map(PolicyHistoryCommand.json)))
                )
            )
        } else if heads.isEmpty {
            console.result("No policy of '\(name)' has been in force yet.")
        } else {
            let rows = heads.map { head in
                [String(head.number), head.at.rfc3339, head.author.rawValue, head.note ?? "-"]
            }
            console.output(Table.text(["VERSION", "SINCE", "BY", "NOTE"], rows))
        }
        return .done
    }

    private static func json(_ head: PolicyVersionHead) -> JSONValue {
        .object(
            [
                JSONMember("version", .integer(head.number)),
                JSONMember("at", .string(head.at.rfc3339)),
                JSONMember("author", .string(head.author.rawValue)),
                JSONMember("bytes", .integer(Int64(head.textBytes))),
            ] + (head.note.map { [JSONMember("note", .string($0))] } ?? [])
        )
    }
}
