import CountersignCore
import CountersignKeys

/// `countersign keys rotate`.
struct KeysRotateCommand: Command {
    static let synopsis = Synopsis(
        words: ["keys", "rotate"],
        summary: "make a new key of one use and retire the old one",
        parameters: [.init(name: "USE", summary: "code, context, sign or data")],
        options: [.config, .json],
        examples: ["countersign keys rotate sign", "countersign keys rotate code --json"],
        detail: """
            Retired keys stay in the file: pending confirmations, old receipts and sealed data need them.
            A running service takes the new key when it is restarted. The index key is not rotated: no
            recipient in the store would be recognised any more.
            """
    )

    private let config: String
    private let isJSON: Bool
    private let use: KeyUse

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
        use = try Arguments.word(arguments.parameter(0), of: "USE", as: KeyUse.self)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let configuration = try Installation.configuration(config, in: surroundings)
        let file = try Installation.keyFile(of: configuration)
        let now = surroundings.clock.now()
        let rotated: KeyFile
        do throws(KeyFileFault) {
            rotated = try file.rotated(use, at: now, entropy: surroundings.entropy)
            try rotated.write(replacing: configuration.keys)
        } catch {
            throw .unusable(error.description)
        }
        guard let fresh = rotated.entries.last else { return .unusable }
        if isJSON {
            surroundings.console.result(
                JSONText.object(("use", .string(use.rawValue)), ("id", .string(fresh.id)))
            )
        } else {
            surroundings.console.result("New \(use.rawValue) key \(fresh.id).")
            surroundings.console.note(
                "Back up the key file, then restart the service."
            )
        }
        return .done
    }
}
