import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignStore

/// `countersign report policy`.
struct ReportPolicyCommand: Command {
    static let synopsis = Synopsis(
        words: ["report", "policy"],
        summary: "show what each rule of each version of a policy decided, and what became of it",
        options: [
            .config,
            .value("since", "TIME", "from here on: 90m, 24h, 30d (default) ago, or a moment"),
            .value("until", "TIME", "up to here, the same (default: now)"),
            .value("merchant", "ID", "only this merchant's decisions"),
            .flag("test", "decisions on test keys instead of live ones"),
            .json,
            .flag("csv", "print CSV for spreadsheets"),
        ],
        examples: [
            "countersign report policy",
            "countersign report policy --since 7d --merchant acme-shoes",
            "countersign report policy --since 24h --csv",
        ],
        detail: """
            One row for each rule of each version that decided something: payments, and of those the confirmed,
            denied, abandoned (expired, canceled, too many wrong codes) and still pending ones, with their money.
            Rules that decided nothing have no row.
            """
    )

    private let config: String
    private let range: RangeOptions
    private let form: ReportForm

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        range = try RangeOptions(arguments, since: "30d")
        form = try ReportForm(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let now = surroundings.clock.now()
        let range = try range.decisions(at: now)
        let tally = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) -> PolicyTally in
            if let merchant = range.merchant { _ = try await installation.merchant(merchant) }
            return try await ReportPolicyCommand.tally(range, installation, at: now)
        }
        switch form {
        case .table: surroundings.console.output(PolicyReportText.table(tally, range))
        case .csv: surroundings.console.output(PolicyReportText.csv(tally))
        case .json: surroundings.console.result(PolicyReportText.json(tally, range))
        }
        return .done
    }

    private static func tally(
        _ range: PastDecisionRange,
        _ installation: Installation,
        at now: Instant
    ) async throws(CommandFailure) -> PolicyTally {
        var tally = PolicyTally()
        var place: String?
        repeat {
            let piece: (decisions: [PastDecision], next: String?)
            do throws(StoreFailure) {
                piece = try await installation.store.pastDecisions(
                    range,
                    after: place,
                    reading: [],
                    at: now
                )
            } catch {
                throw .store(error)
            }
            tally.add(piece.decisions)
            place = piece.next
            guard !tally.isTooLarge else { throw .tooManyRows(max: PolicyTally.rowsMax) }
        } while place != nil
        return tally
    }
}
