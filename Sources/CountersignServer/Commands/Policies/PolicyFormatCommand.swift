import CountersignCore
import CountersignPolicy

/// `countersign policy format`.
struct PolicyFormatCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "format"],
        summary: "lay a policy file out in the one canonical way, comments kept",
        parameters: [.init(name: "FILE", summary: "a policy file")],
        options: [
            .flag("check", "change nothing; exit status 1 when the file would change"),
            .flag("stdout", "print the text instead of writing it to the file"),
        ],
        examples: [
            "countersign policy format Policies/default.policy",
            "countersign policy format Policies/acme-shoes.policy --check",
        ],
        detail: "A policy with faults is left as it is. Exit status 0 done, "
            + "1 faults or a change that --check found, 2 a file that can't be read or written."
    )

    private let file: String
    private let checks: Bool
    private let prints: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        file = arguments.parameter(0)
        checks = arguments.has("check")
        prints = arguments.has("stdout")
        if checks, prints { throw UsageFault("--check prints no policy; leave out --stdout") }
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let path = surroundings.path(file)
        guard let text = Files.text(path) else { throw PolicyFile.unreadable([file]) }
        let folder = Path.folder(of: path)
        let read = Policy.formatted(text, file: file) { Files.text("\(folder)/\($0)") }
        guard let formatted = read.text else {
            FindingReport.show(read.findings, on: surroundings.console)
            return .findings
        }
        if prints {
            surroundings.console.output(formatted)
            return .done
        }
        if text.utf8.elementsEqual(formatted.utf8) { return .done }
        if checks {
            let sentence = "\(file): not in the canonical layout; run 'countersign policy format'"
            surroundings.console.result(surroundings.console.bad(sentence))
            return .findings
        }
        guard Files.replace(path, with: formatted) else {
            throw .unusable("can't write \(file)", hint: "its folder must be writable too")
        }
        surroundings.console.note("\(file): formatted")
        return .done
    }
}
