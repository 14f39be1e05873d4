import CountersignCore

/// The options that pick decisions by their time, mode and merchant.
struct RangeOptions: Sendable {
    private let since: String
    private let until: String?
    private let mode: Mode
    private let merchant: MerchantID?

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
    func range(at now: Instant) throws(CommandFailure) -> PastDecisionRange {
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
        let range = PastDecisionRange(
            since: bounds.since,
            until: bounds.until,
            mode: mode,
            merchant: merchant
        )
        guard let range else {
            throw .unusable(
                "there is no such range: from \(bounds.since.rfc3339) to \(bounds.until.rfc3339)",
                hint:
                    "it must begin before it ends and last at most \(PastDecisionRange.daysMax) days"
            )
        }
        return range
    }
}
