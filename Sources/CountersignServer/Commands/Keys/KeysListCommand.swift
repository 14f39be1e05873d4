import CountersignCore
import CountersignKeys

/// `countersign keys list`.
struct KeysListCommand: Command {
    static let synopsis = Synopsis(
        words: ["keys", "list"],
        summary: "list the keys of the key file, without their secrets",
        options: [.config, .json],
        examples: ["countersign keys list", "countersign keys list --json"]
    )

    private let options: ListOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        options = ListOptions(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let configuration = try Installation.configuration(options.config, in: surroundings)
        let entries = try Installation.keyFile(of: configuration).entries
        options.write(
            "keys",
            entries,
            to: surroundings.console,
            json: json,
            columns: ["USE", "ID", "MADE", "RETIRED"]
        ) { entry in
            [
                entry.use.rawValue, entry.id, entry.issuedAt.rfc3339,
                entry.retiredAt?.rfc3339 ?? "in use",
            ]
        }
        return .done
    }

    private func json(_ entry: KeyFile.Entry) -> JSONValue {
        .object([
            JSONMember("use", .string(entry.use.rawValue)),
            JSONMember("id", .string(entry.id)),
            JSONMember("issued_at", .string(entry.issuedAt.rfc3339)),
            JSONMember("retired_at", entry.retiredAt.map { .string($0.rfc3339) } ?? .null),
        ])
    }
}
