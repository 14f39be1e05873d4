/// Money finer than minor units, for prices of messages: millionths of a currency's main unit.
public struct MicroAmount: Hashable, Sendable {
    /// Millionths of the main unit: 75000 is 0.075.
    public let micros: Int64
    /// The currency.
    public let currency: Currency

    /// Money from millionths.
    public init(micros: Int64, currency: Currency) {
        self.micros = micros
        self.currency = currency
    }

    /// Reads a price.
    ///
    /// Shape: digits, a point before decimals, at most six of each: `0.075`, `12`. Nil for anything
    /// else.
    public init?(decimal text: String, currency: Currency) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2,
            parts.allSatisfy({ part in
                (1...6).contains(part.count) && part.allSatisfy { (48...57).contains($0) }
            }),
            parts[0].count == 1 || parts[0].first != 48
        else { return nil }
        var micros = parts.joined().reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
        for _ in (parts.count > 1 ? parts[1].count : 0)..<6 { micros *= 10 }
        self.init(micros: micros, currency: currency)
    }

    /// All six decimals: `0.075000`.
    public var decimal: String {
        let digits = String(1_000_000 + micros % 1_000_000).dropFirst()
        return "\(micros / 1_000_000).\(digits)"
    }

    /// A share of the money, rounded half up; nil for no shares.
    public func divided(by shares: Int) -> MicroAmount? {
        guard shares > 0 else { return nil }
        let half = Int64(shares) / 2
        let (sum, overflow) = micros.addingReportingOverflow(half)
        return MicroAmount(
            micros: (overflow ? micros : sum) / Int64(shares),
            currency: currency
        )
    }
}
