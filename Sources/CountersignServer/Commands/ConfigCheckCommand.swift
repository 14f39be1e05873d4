import CountersignCore
import CountersignKeys

/// `countersign config check`.
struct ConfigCheckCommand: Command {
    static let synopsis = Synopsis(
        words: ["config", "check"],
        summary: "show every fault of configuration, keys, templates and policies at once",
        options: [.config, .templates, .policies, .json],
        examples: [
            "countersign config check",
            "countersign config check --config /etc/countersign/countersign.json5 --json",
        ],
        detail: "Warnings do not change the exit status: 0 without faults, 1 with them."
    )

    private let config: String
    private let places: Assets.Places
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        places = Assets.Places(arguments)
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let report = try ConfigurationFile.load(config, in: surroundings)
        var findings = report.findings
        var warnings = report.warnings
        var counterexamples: [PolicyExample] = []
        if let configuration = report.configuration {
            findings += files(of: configuration) + RouteCheck.takenNames(configuration)
        }
        do throws(CommandFailure) {
            let loaded = try Assets.source(
                places,
                configuration: report.configuration,
                in: surroundings,
                sha256: SHA256.hash
            ).load()
            findings += loaded.findings
            counterexamples = loaded.counterexamples
            if let configuration = report.configuration, let assets = loaded.assets {
                warnings += RouteCheck.warnings(configuration, assets)
            }
        } catch {
            findings.append(
                Finding(
                    file: config,
                    message: [error.message, error.hint ?? ""].joined(separator: "; ")
                )
            )
        }
        if isJSON {
            surroundings.console.result(
                FindingReport.json(
                    findings,
                    warnings: warnings,
                    counterexamples: counterexamples
                )
            )
        } else {
            FindingReport.show(
                findings,
                warnings: warnings,
                counterexamples: counterexamples,
                on: surroundings.console
            )
        }
        return findings.isEmpty ? .done : .findings
    }

    /// Key file and store: there, and usable.
    private func files(of configuration: Configuration) -> [Finding] {
        var findings: [Finding] = []
        do throws(KeyFileFault) { _ = try KeyFile(readingFrom: configuration.keys) } catch {
            if case .invalid(let inside) = error {
                findings += inside
            } else {
                findings.append(Finding(file: configuration.file, message: error.description))
            }
        }
        if !Files.exists(configuration.store) {
            findings.append(
                Finding(
                    file: configuration.file,
                    message:
                        "there is no store at \(configuration.store); 'countersign init' makes one"
                )
            )
        }
        return findings
    }
}
