import CountersignCore
import CountersignSimulator

/// A rehearsal's runs side by side.
struct RehearsalReport: Sendable {
    let scenario: Scenario
    let runs: [RehearsalResult]

    /// What does not add up in any run.
    var faults: [String] {
        runs.flatMap { run in
            run.faults.map { (run.hasFallback ? "with fallback: " : "without: ") + $0 }
        }
    }

    // MARK: - For people

    private static let endings: [(RehearsedPayment.Ending, String)] = [
        (.denied, "denied"), (.ignored, "ignored by the payer"), (.late, "message too late"),
        (.noMessage, "no message in time"), (.notAsked, "not asked"), (.refused, "code refused"),
        (.unanswered, "service did not answer"),
    ]

    /// The table, then what does not add up.
    var text: String {
        let titles = [""] + runs.map { $0.hasFallback ? "with fallback" : "without" }
        func row(_ title: String, _ value: (RehearsalResult) -> String) -> [String] {
            [title] + runs.map(value)
        }
        var rows = [
            row("payments") { String($0.payments.count) },
            row("confirmed in time") { String($0.count(.confirmed)) },
            row("share") { RehearsalReport.percent($0.confirmedShare) },
            row("half within") { RehearsalReport.seconds($0.millisecondsToConfirm(0.5)) },
            row("95 % within") { RehearsalReport.seconds($0.millisecondsToConfirm(0.95)) },
        ]
        for (ending, title) in RehearsalReport.endings
        where runs.contains(where: { $0.count(ending) > 0 }) {
            rows.append(row(title) { String($0.count(ending)) })
        }
        for platform in [scenario.rehearsal.main, scenario.rehearsal.backup] {
            let name = platform.rawValue
            let counts = { (run: RehearsalResult) in run.counts[platform] ?? PlatformCounts() }
            rows.append(row("\(name): taken") { String(counts($0).accepted) })
            rows.append(row("\(name): arrived") { String(counts($0).delivered) })
            rows.append(row("\(name): lost") { String(counts($0).lost) })
            rows.append(
                row("\(name): forged reports refused") { run in
                    let counts = counts(run)
                    let refused = counts.forgedReports - counts.forgedReportsTaken
                    return "\(refused) of \(counts.forgedReports)"
                }
            )
        }
        rows.append(row("service killed") { $0.wasKilled ? "yes" : "no" })
        rows.append(row("the counts add up") { $0.faults.isEmpty ? "yes" : "NO" })
        return Table.text(titles, rows) + faults.map { $0 + "\n" }.joined()
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    private static func seconds(_ milliseconds: Int?) -> String {
        guard let milliseconds else { return "-" }
        let tenths = (milliseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }

    // MARK: - For programs

    /// The same as one JSON object.
    var json: JSONValue {
        .object([
            JSONMember("simulator", .bool(true)),
            JSONMember("seed", .integer(scenario.seed)),
            JSONMember("runs", .array(runs.map(json))),
            JSONMember("faults", .array(faults.map { .string($0) })),
        ])
    }

    private func json(_ run: RehearsalResult) -> JSONValue {
        let endings = RehearsedPayment.Ending.allCases.map { ending in
            JSONMember(ending.rawValue, .integer(run.count(ending)))
        }
        let plan = scenario.rehearsal
        let platforms = [plan.main, plan.backup].compactMap { platform in
            run.counts[platform].map { counts in
                JSONMember(
                    platform.rawValue,
                    .object([
                        JSONMember("messages", .integer(run.messagesTaken(by: platform))),
                        JSONMember("counts", counts.json),
                    ])
                )
            }
        }
        return .object([
            JSONMember("fallback", .bool(run.hasFallback)),
            JSONMember("killed", .bool(run.wasKilled)),
            JSONMember("payments", .integer(run.payments.count)),
            JSONMember("endings", .object(endings)),
            JSONMember("confirmed_share", .number(RehearsalReport.number(run.confirmedShare))),
            JSONMember("confirm_p50_ms", RehearsalReport.time(run.millisecondsToConfirm(0.5))),
            JSONMember("confirm_p95_ms", RehearsalReport.time(run.millisecondsToConfirm(0.95))),
            JSONMember("platforms", .object(platforms)),
            JSONMember("adds_up", .bool(run.faults.isEmpty)),
        ])
    }

    private static func time(_ milliseconds: Int?) -> JSONValue {
        milliseconds.map { .integer($0) } ?? .null
    }

    /// A share with four decimals.
    private static func number(_ share: Double) -> JSONNumber {
        let tenThousandths = Int((share * 10_000).rounded())
        let rest = String(10_000 + tenThousandths % 10_000).dropFirst()
        return JSONNumber(text: "\(tenThousandths / 10_000).\(rest)")
    }
}
