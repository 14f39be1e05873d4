import CountersignAPI
import CountersignCheckout
import CountersignCore

/// `countersign report delivery`.
struct ReportDeliveryCommand: Command {
    static let synopsis = Synopsis(
        words: ["report", "delivery"],
        summary: "show what became of messages: counts, rates, times and cost",
        options: [
            .config,
            .value("since", "TIME", "from here on: 90m, 24h (default), 7d ago, or a moment"),
            .value("until", "TIME", "up to here, the same (default: now)"),
            .value(
                "by",
                "WORDS",
                "rows by merchant, channel, provider, country (default: the last three)"
            ),
            .value("merchant", "ID", "only this merchant's messages"),
            .flag("test", "messages of test keys instead of live ones"),
            .json,
            .flag("csv", "print CSV for spreadsheets"),
        ],
        examples: [
            "countersign report delivery",
            "countersign report delivery --since 7d --by provider,country",
            "countersign report delivery --since 2026-11-01T00:00:00Z --until 2026-12-01T00:00:00Z "
                + "--merchant acme-shoes --csv",
        ],
        detail: """
            The range picks payments by the moment they were made, each with all of its messages. The steps
            queued, accepted, sent and delivered are cumulative: a delivered message counts as sent too. Each
            approval counts for one message, the one that the receipt names. Times are medians and 95th
            percentiles, right to one part in 64. UNANSWERED is the part of the messages said to be delivered that
            nobody answered to, then its norm: the same of the range before, which is as long; '!' marks a
            difference that chance does not explain. Nothing is said of fewer than 30 messages.
            Costs come from 'prices' in the configuration; '?' where a price is missing. Country ZZ is unknown.
            """
    )

    private let config: String
    private let range: RangeOptions
    private let dimensions: Set<DeliveryDimension>
    private let form: ReportForm

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        range = try RangeOptions(arguments, since: "24h")
        dimensions = try ReportDeliveryCommand.dimensions(arguments.value("by"))
        form = try ReportForm(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let query = try query(at: surroundings.clock.now())
        let statistics = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            if let merchant = query.merchant { _ = try await installation.merchant(merchant) }
            return try await report(query, of: installation, in: surroundings)
        }
        switch form {
        case .table: surroundings.console.output(DeliveryTable.text(statistics))
        case .csv: surroundings.console.output(DeliveryCSV.text(statistics))
        case .json:
            var json = JSONWriter()
            DeliveryStatisticsJSON.write(statistics, to: &json)
            surroundings.console.result(String(decoding: json.bytes, as: UTF8.self))
        }
        return .done
    }

    private func query(at now: Instant) throws(CommandFailure) -> DeliveryStatisticsQuery {
        try range.range(at: now, daysMax: ReportRange.daysMax) {
            since,
            until,
            mode,
            merchant in
            DeliveryStatisticsQuery(
                since: since,
                until: until,
                mode: mode,
                merchant: merchant,
                dimensions: dimensions
            )
        }
    }

    private func report(
        _ query: DeliveryStatisticsQuery,
        of installation: Installation,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> DeliveryStatistics {
        let monitor = DeliveryMonitor(
            store: installation.store,
            prices: installation.configuration.prices,
            clock: surroundings.clock
        )
        do {
            return try await monitor.statistics(query)
        } catch {
            switch error {
            case .store(let failure): throw .store(failure)
            case .tooManyRows: throw .tooManyRows(max: DeliveryTally.keysMax)
            }
        }
    }

    private static func dimensions(
        _ text: String?
    ) throws(UsageFault) -> Set<DeliveryDimension> {
        guard let text else { return [.channel, .provider, .country] }
        var dimensions: Set<DeliveryDimension> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let dimension = try Arguments.word(
                String(word),
                of: "--by",
                as: DeliveryDimension.self
            )
            dimensions.insert(dimension)
        }
        return dimensions
    }
}
