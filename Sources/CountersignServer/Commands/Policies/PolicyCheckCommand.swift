import CountersignCore
import CountersignMessaging

/// `countersign policy check`.
struct PolicyCheckCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "check"],
        summary: "show every fault of policy files, with its place and a remedy",
        parameters: [.init(name: "FILE", summary: "a policy file", repeats: true)],
        options: [
            .value(
                "config",
                "FILE",
                "also find channels that no provider of the merchant's route serves"
            ),
            .json,
        ],
        examples: [
            "countersign policy check Policies/default.policy",
            "countersign policy check Policies/default.policy Policies/acme-shoes.policy --json",
            "countersign policy check Policies/acme-shoes.policy --config countersign.json5",
        ],
        detail: """
            A promise ('never …') that the policy can break is shown with a payment that breaks it, in the form
            that 'policy explain' takes. Exit status 0 clean, 1 findings, 2 a file that can't be read.
            """
    )

    private let files: [String]
    private let config: String?
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        files = arguments.parameters
        config = arguments.value("config")
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        var configuration: Configuration?
        if let config {
            configuration = try Installation.configuration(config, in: surroundings)
        }
        var findings: [Finding] = []
        var counterexamples: [PolicyExample] = []
        var unreadable: [String] = []
        for file in files {
            let served = configuration.flatMap { PolicyCheckCommand.served(file, $0) }
            guard let read = PolicyFile.read(file, served: served, in: surroundings) else {
                unreadable.append(file)
                continue
            }
            findings += read.findings
            counterexamples += read.counterexamples
        }
        if isJSON {
            surroundings.console.result(
                FindingReport.json(findings, counterexamples: counterexamples)
            )
        } else if unreadable.count < files.count {
            FindingReport.show(
                findings,
                counterexamples: counterexamples,
                on: surroundings.console
            )
        }
        guard unreadable.isEmpty else { throw PolicyFile.unreadable(unreadable) }
        return findings.isEmpty ? .done : .findings
    }

    /// Channels of the route that the file's merchant takes; nil without a route, which is how everybody
    /// begins.
    private static func served(_ file: String, _ configuration: Configuration) -> Set<Channel>? {
        let name = Path.name(of: file)
        let merchant =
            name.hasSuffix(PolicyFolder.suffix)
            ? MerchantID(String(name.dropLast(PolicyFolder.suffix.count))) : nil
        let route = merchant.map { configuration.route(of: $0) } ?? configuration.defaultRoute
        return route.isEmpty ? nil : Set(route.map(\.channel))
    }
}
