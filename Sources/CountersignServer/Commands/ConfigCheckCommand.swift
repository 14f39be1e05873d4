import CountersignCore

/// `countersign config check`.
struct ConfigCheckCommand: Command {
    static let synopsis = Synopsis(
        words: ["config", "check"],
        summary: "show every fault of configuration, templates and policies at once",
        options: [.config, .templates, .policies, .json],
        examples: [
            "countersign config check",
            "countersign config check --config /etc/countersign/countersign.json5 --json",
        ],
        detail: "Warnings do not change the exit status: 0 without faults, 1 with them."
    )

    private let config: String
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let report = try ConfigurationFile.load(config, in: surroundings)
        let findings = report.findings
        let warnings = report.warnings
        if isJSON {
            surroundings.console.result(FindingReport.json(findings, warnings: warnings))
        } else {
            FindingReport.show(findings, warnings: warnings, on: surroundings.console)
        }
        return findings.isEmpty ? .done : .findings
    }
}
