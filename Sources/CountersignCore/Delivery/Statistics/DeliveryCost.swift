/// What messages cost, in millionths of currencies' main units; never a floating-point number.
public struct DeliveryCost: Equatable, Sendable {
    /// Millionths by currency, of the messages that have a price.
    public private(set) var micros: [Currency: Int64] = [:]
    /// Messages that a provider took and that have no price: their cost is unknown, not zero.
    public private(set) var unpriced = 0
    /// Whether a sum left the range of its number; then nothing of it is shown.
    private var hasOverflowed = false

    /// No cost.
    public init() {}

    /// Whether the cost of every message is known.
    public var isKnown: Bool { unpriced == 0 && !hasOverflowed }

    /// The sums in the order of their codes; nil where the cost of a message is unknown.
    public var sums: [MicroAmount]? {
        guard isKnown else { return nil }
        return micros.map { MicroAmount(micros: $0.value, currency: $0.key) }
            .sorted { $0.currency.code < $1.currency.code }
    }

    /// Adds units at a price each.
    mutating func add(units: Int, at price: MicroAmount) {
        let (micros, hasOverflowed) = price.micros.multipliedReportingOverflow(by: Int64(units))
        add(micros, price.currency)
        if hasOverflowed { self.hasOverflowed = true }
    }

    /// Adds messages without a price.
    mutating func addUnpriced(_ messages: Int) { unpriced += messages }

    /// Adds another cost.
    mutating func add(_ other: DeliveryCost) {
        for (currency, micros) in other.micros { add(micros, currency) }
        unpriced += other.unpriced
        if other.hasOverflowed { hasOverflowed = true }
    }

    private mutating func add(_ more: Int64, _ currency: Currency) {
        let (sum, overflow) = micros[currency, default: 0].addingReportingOverflow(more)
        micros[currency] = sum
        if overflow { hasOverflowed = true }
    }
}
