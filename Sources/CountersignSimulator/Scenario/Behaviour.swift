/// How a simulated platform behaves for a while.
///
/// Shares are from 0 to 1.
public struct Behaviour: Equatable, Sendable {
    /// From taking a message to its arrival.
    public var latency = Latency.fixed(milliseconds: 150)
    /// From its arrival to the first report, and between reports.
    public var receiptLatency = Latency.fixed(milliseconds: 150)
    /// Messages that are accepted and never arrive.
    public var loss = 0.0
    /// Messages whose reports come twice.
    public var duplicateReceipts = 0.0
    /// Messages whose reports come in the wrong order.
    public var reorderedReceipts = 0.0
    /// Messages for which somebody else sends a report with a wrong signature.
    public var forgedReceipts = 0.0
    /// Lost messages that are reported as delivered all the same.
    public var falseReceipts = 0.0
    /// Requests that are answered 5xx.
    public var serverErrors = 0.0
    /// Requests with such an answer, or with none, that were processed nevertheless.
    public var processedAnyway = 0.0
    /// Requests whose answer comes late, as a whole.
    public var slowAnswers = 0.0
    /// Requests whose answer begins at once and then comes a few bytes at a time.
    public var drippingAnswers = 0.0
    /// How late, and how long an answer drips.
    public var slowness = Latency.fixed(milliseconds: 3_000)
    /// Requests a second; nil for no bound.
    ///
    /// More are answered 429.
    public var ratePerSecondMax: Int?
    /// How the platform is out of order; nil while it works.
    public var outage: Outage?

    /// How a platform can be out of order.
    public enum Outage: String, CaseIterable, Sendable {
        /// Nobody listens: the connection is refused.
        case refused
        /// Every request is answered 5xx.
        case unavailable
        /// Connections are taken and nothing is ever answered.
        case silent
    }

    /// A platform that does what it should.
    public init() {}
}
