/// Money: whole minor units of one currency.
///
/// Shape: 0 to 10^15 - 1 minor units. JPY 4999 is ¥4999, EUR 4999 is 49.99 euro, KWD 4999 is 4.999
/// dinar; the exponent is the currency's. There is no arithmetic that could overflow.
public struct Amount: Hashable, Sendable {
    /// The largest value that is taken, in minor units: it stays exact in every JSON reader.
    public static let minorUnitsMax: Int64 = 999_999_999_999_999

    /// Minor units, never negative.
    public let minorUnits: Int64
    /// The currency, which fixes the exponent.
    public let currency: Currency

    /// An amount within bounds; nil when negative or above ``minorUnitsMax``.
    public init?(minorUnits: Int64, currency: Currency) {
        guard (0...Amount.minorUnitsMax).contains(minorUnits) else { return nil }
        self.minorUnits = minorUnits
        self.currency = currency
    }
}
