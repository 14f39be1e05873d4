import CountersignCore

/// `countersign policy check`.
struct PolicyCheckCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "check"],
        summary: "show every fault of policy files, with its place and a remedy",
        parameters: [.init(name: "FILE", summary: "a policy file", repeats: true)],
        options: [.json],
        examples: [
            "countersign policy check Policies/default.policy",
            "countersign policy check Policies/default.policy Policies/acme-shoes.policy --json",
        ],
        detail: "Exit status 0 clean, 1 findings, 2 a file that can't be read."
    )

    private let files: [String]
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        files = arguments.parameters
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        var findings: [Finding] = []
        var unreadable: [String] = []
        for file in files {
            guard let read = PolicyFile.read(file, in: surroundings) else {
                unreadable.append(file)
                continue
            }
            findings += read.findings
        }
        if isJSON {
            surroundings.console.result(FindingReport.json(findings))
        } else {
            FindingReport.show(findings, on: surroundings.console)
        }
        guard unreadable.isEmpty else { throw PolicyFile.unreadable(unreadable) }
        return findings.isEmpty ? .done : .findings
    }
}
