/// The program: finds the command, reads its arguments, runs it.
public enum Program {
    /// The version that `--version` prints.
    static let version = "0.1.0"

    /// Runs the command that the arguments name.
    /// - Parameter arguments: the words after the program's name.
    /// - Returns: the exit status.
    public static func run(_ arguments: [String]) async -> Int32 {
        await run(arguments, in: .standard()).rawValue
    }

    static func run(
        _ arguments: [String],
        in surroundings: Surroundings,
        table: [any Command.Type] = CommandTable.all
    ) async -> ExitStatus {
        let console = surroundings.console
        var words = arguments
        if words.first == "help" { words = Array(words.dropFirst()) + ["--help"] }
        if words == ["--version"] {
            console.result("countersign \(version)")
            return .done
        }
        let command: any Command.Type
        switch CommandTable.find(words, among: table) {
        case .command(let found): command = found
        case .help(let group):
            console.output(Help.text(of: group, among: table))
            return .done
        case .incomplete(let group):
            console.diagnostics(Help.text(of: group, among: table))
            return .unusable
        case .unknown(let failure):
            console.report(failure)
            return failure.status
        }
        let synopsis = command.synopsis
        let rest = Array(words.dropFirst(synopsis.words.count))
        if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            console.output(Help.text(of: synopsis))
            return .done
        }
        do {
            return try await command.init(Arguments(rest, for: synopsis)).run(in: surroundings)
        } catch let fault as UsageFault {
            console.note("\(synopsis.name): \(fault.message)")
            console.note("  see '\(synopsis.name) --help'")
            return .unusable
        } catch let failure as CommandFailure {
            console.report(failure)
            return failure.status
        } catch {
            // Nothing else is thrown; the compiler can't join two typed errors in one `do`.
            return .unusable
        }
    }
}
