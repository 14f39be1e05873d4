import CountersignCore
import CountersignStore

/// `countersign report education`.
struct ReportEducationCommand: Command {
    static let synopsis = Synopsis(
        words: ["report", "education"],
        summary: "show what tips did: confirmations, denials and time, beside the holdout",
        options: [
            .config,
            .value("since", "TIME", "from here on: 90m, 24h, 30d (default) ago, or a moment"),
            .value("until", "TIME", "up to here, the same (default: now)"),
            .value("by", "WORDS", "rows by tip, locale (default: tip)"),
            .value("merchant", "ID", "only this merchant's payments"),
            .flag("test", "payments of test keys instead of live ones"),
            .json,
            .flag("csv", "print CSV for spreadsheets"),
        ],
        examples: [
            "countersign report education",
            "countersign report education --since 90d --by tip,locale",
            "countersign report education --since 2026-11-01T00:00:00Z --csv",
        ],
        detail: """
            A payment counts once it is over, for the tip of the first of its messages that had a place for
            one. 'holdout' are payers who would have got the same tip and got none, by the share 'holdout' of
            the configuration: only with them a tip is compared. Behind each share stand the bounds within
            which the true one lies, in 95 of 100 such samples (Wilson); behind each difference the same
            (Newcombe, 10). With fewer than \(EducationStatistics.paymentsMin) payments on either side it is
            'too few to say'; 'unclear' where chance explains it. Of twenty tips that do nothing, one looks as
            if it did: compare few, and look again with other payments. Payments of one payer are not
            independent, so the bounds are a little too narrow where few payers pay often.
            """
    )

    private let config: String
    private let range: RangeOptions
    private let dimensions: Set<EducationDimension>
    private let form: ReportForm

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        range = try RangeOptions(arguments, since: "30d")
        var dimensions: Set<EducationDimension> = []
        let words = (arguments.value("by") ?? "tip").split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        for word in words {
            dimensions.insert(
                try Arguments.word(String(word), of: "--by", as: EducationDimension.self)
            )
        }
        self.dimensions = dimensions
        form = try ReportForm(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let now = surroundings.clock.now()
        let query = try query(at: now)
        let statistics = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            if let merchant = query.merchant { _ = try await installation.merchant(merchant) }
            return try await report(query, of: installation, at: now)
        }
        switch form {
        case .table: surroundings.console.output(EducationTable.text(statistics))
        case .csv: surroundings.console.output(EducationCSV.text(statistics))
        case .json:
            var json = JSONWriter()
            EducationStatisticsJSON.write(statistics, to: &json)
            surroundings.console.result(String(decoding: json.bytes, as: UTF8.self))
        }
        return .done
    }

    private func query(at now: Instant) throws(CommandFailure) -> EducationQuery {
        try range.range(at: now, daysMax: ReportRange.daysMax) {
            since,
            until,
            mode,
            merchant in
            EducationQuery(
                since: since,
                until: until,
                mode: mode,
                merchant: merchant,
                dimensions: dimensions
            )
        }
    }

    private func report(
        _ query: EducationQuery,
        of installation: Installation,
        at now: Instant
    ) async throws(CommandFailure) -> EducationStatistics {
        do throws(EducationFailure) {
            let tally = try await installation.store.educationTally(query, at: now)
            return EducationStatistics(query, tally: tally)
        } catch {
            switch error {
            case .store(let failure): throw .store(failure)
            case .tooManyRows: throw .tooManyRows(max: EducationTally.keysMax)
            }
        }
    }
}
