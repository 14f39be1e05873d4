import CountersignCore
import CountersignPolicy

/// `countersign policy test`.
struct PolicyTestCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "test"],
        summary: "put a table of example payments to a policy and compare its decisions",
        parameters: [.init(name: "FILE", summary: "a policy file")],
        options: [
            .value(
                "cases",
                "FILE",
                "the table (default: beside the policy, e.g. default.cases.json5)"
            ),
            .json,
        ],
        examples: [
            "countersign policy test Policies/default.policy",
            "countersign policy test Policies/acme-shoes.policy --cases night.cases.json5 --json",
        ],
        detail: "Exit status 0 all as expected, 1 a decision is not, "
            + "2 a policy or a table with faults, or a file that can't be read."
    )

    private let file: String
    private let cases: String
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        file = arguments.parameter(0)
        cases = arguments.value("cases") ?? PolicyCaseFile.name(beside: file)
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let console = surroundings.console
        guard let read = PolicyFile.read(file, in: surroundings) else {
            throw PolicyFile.unreadable([file])
        }
        guard let policy = read.policy else { return show(read.findings, on: console) }
        guard let text = Files.text(surroundings.path(cases)) else {
            throw .unusable("can't read \(cases)", hint: "a table of cases is a JSON5 file")
        }
        let table = PolicyCaseFile.read(SourceText(file: cases, text: text), for: policy)
        guard table.findings.isEmpty else { return show(table.findings, on: console) }
        let results = table.cases.map { $0.result(of: policy) }
        let failed = results.count { !$0.isPassed }
        if isJSON {
            console.result(PolicyCaseResult.json(results))
        } else {
            for line in results.flatMap({ $0.lines(console) }) { console.result(line) }
            let counted = results.count == 1 ? "1 case" : "\(results.count) cases"
            console.note("\(counted), \(failed == 0 ? "all as expected" : "\(failed) failed").")
        }
        return failed == 0 ? .done : .findings
    }

    private func show(_ findings: [Finding], on console: Console) -> ExitStatus {
        if isJSON {
            console.result(FindingReport.json(findings))
        } else {
            FindingReport.show(findings, on: console)
        }
        return .unusable
    }
}
