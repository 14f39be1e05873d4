import CountersignCore

/// The options that pick what a report is about by their time, mode and merchant.
struct RangeOptions: Sendable {
    private let since: String
    private let until: String?
    private let mode: Mode
    private let merchant: MerchantID?

    /// What a range of the past is made from.
    typealias Make<Range> = (
        _ since: Instant, _ until: Instant, _ mode: Mode, _ merchant: MerchantID?
    ) -> Range?

    /// Reads them.
    /// - Parameter since: what holds without `--since`.
    init(_ arguments: Arguments, since usual: String) throws(UsageFault) {
        since = arguments.value("since") ?? usual
        until = arguments.value("until")
        // Spelling is checked before anything is opened; the real moment comes with the surroundings.
        for (option, text) in [("--since", since), ("--until", until)] {
            if let text {
                _ = try TimeRange.moment(text, of: option, now: Instant(milliseconds: 0))
            }
        }
        mode = arguments.has("test") ? .test : .live
        if let text = arguments.value("merchant") {
            merchant = try MerchantFacts.id(text)
        } else {
            merchant = nil
        }
    }

    /// The range as of now.
    /// - Parameters:
    ///   - daysMax: the longest that `make` takes.
    ///   - make: nil for a range that there is not.
    func range<Range>(
        at now: Instant,
        daysMax: Int,
        _ make: Make<Range>
    ) throws(CommandFailure) -> Range {
        let bounds: (since: Instant, until: Instant)
        do throws(UsageFault) {
            bounds = (
                try TimeRange.moment(since, of: "--since", now: now),
                try until.map { text throws(UsageFault) in
                    try TimeRange.moment(text, of: "--until", now: now)
                } ?? now
            )
        } catch {
            throw .unusable(error.message)
        }
        guard let range = make(bounds.since, bounds.until, mode, merchant) else {
            throw .unusable(
                "there is no such range: from \(bounds.since.rfc3339) to \(bounds.until.rfc3339)",
                hint: "it must begin before it ends and last at most \(daysMax) days"
            )
        }
        return range
    }
}

extension RangeOptions {
    /// The range of decisions as of now.
    func decisions(at now: Instant) throws(CommandFailure) -> PastDecisionRange {
        try range(at: now, daysMax: ReportRange.daysMax) { since, until, mode, merchant in
            PastDecisionRange(since: since, until: until, mode: mode, merchant: merchant)
        }
    }
}
