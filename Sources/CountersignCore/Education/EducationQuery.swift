/// What the rows of an education report differ in.
public enum EducationDimension: String, CaseIterable, Hashable, Sendable {
    /// The tip.
    case tip
    /// The language of the message.
    case locale
}

/// Which payments an education report is about, and how it tells them apart.
public struct EducationQuery: Equatable, Sendable {
    /// The first moment; payments are picked by the moment they were made.
    public let since: Instant
    /// The first moment that is no longer meant.
    public let until: Instant
    /// Live or test.
    public let mode: Mode
    /// Only this merchant's; nil for all.
    public let merchant: MerchantID?
    /// What its rows differ in.
    public let dimensions: Set<EducationDimension>

    /// A query; nil when the range is empty or longer than ``ReportRange/daysMax``.
    public init?(
        since: Instant,
        until: Instant,
        mode: Mode,
        merchant: MerchantID?,
        dimensions: Set<EducationDimension>
    ) {
        guard ReportRange.holds(since: since, until: until) else { return nil }
        self.since = since
        self.until = until
        self.mode = mode
        self.merchant = merchant
        self.dimensions = dimensions
    }
}
