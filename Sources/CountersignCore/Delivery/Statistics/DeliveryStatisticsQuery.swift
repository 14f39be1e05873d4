/// Which messages a delivery report is about, and how it tells them apart.
///
/// The range picks confirmations by the moment they were made, each with all of its messages: so
/// that a payment and its fallbacks are never cut in two.
public struct DeliveryStatisticsQuery: Equatable, Sendable {
    /// The first moment.
    public let since: Instant
    /// The first moment that is no longer meant.
    public let until: Instant
    /// Live or test.
    public let mode: Mode
    /// Only this merchant's; nil for all.
    public let merchant: MerchantID?
    /// What its rows differ in; none gives only the total.
    public let dimensions: Set<DeliveryDimension>

    /// A query; nil when the range is empty or longer than ``ReportRange/daysMax``.
    public init?(
        since: Instant,
        until: Instant,
        mode: Mode,
        merchant: MerchantID?,
        dimensions: Set<DeliveryDimension>
    ) {
        guard ReportRange.holds(since: since, until: until) else { return nil }
        self.since = since
        self.until = until
        self.mode = mode
        self.merchant = merchant
        self.dimensions = dimensions
    }

    /// Where the range before this one begins; it is as long and ends where this one begins.
    public var normSince: Instant {
        since.advanced(byMilliseconds: since.milliseconds - until.milliseconds)
    }
}
