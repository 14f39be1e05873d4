public import CountersignCore

/// Fixed rates into a policy's currency, and the one unit that all its money is counted in.
///
/// The unit is a power of ten below the policy currency's own, so small that every amount of every
/// currency with a rate is a whole number of it: comparing needs no division and rounds nothing.
public struct Rates: Equatable, Sendable {
    /// Most digits of a rate on either side of its point.
    static let digitsMax = 9
    /// Decimal places of the unit below one unit of the policy's currency: those of a rate and those of a
    /// currency together.
    static let unitPlaces = 13

    /// The currency that the policy speaks in.
    public let currency: Currency
    /// The worth of one minor unit of a currency in units.
    private var worth: [Currency: Int128]

    /// Rates of a policy that names only its own currency.
    public init(_ currency: Currency) {
        self.currency = currency
        worth = [currency: Rates.power(Rates.unitPlaces - currency.exponent)]
    }

    /// Whether amounts of a currency can be compared.
    public func has(_ currency: Currency) -> Bool { worth[currency] != nil }

    /// Takes a rate: one unit of `other` is `digits` over ten to the power of `places` units of the
    /// policy's currency.
    mutating func set(_ other: Currency, digits: Int64, places: Int) {
        worth[other] =
            Int128(digits) * Rates.power(Rates.unitPlaces - places - other.exponent)
    }

    /// An amount in units; nil where its currency has no rate.
    public func units(of amount: Amount) -> Int128? {
        units(minorUnits: amount.minorUnits, of: amount.currency)
    }

    /// A sum of one currency in units; nil where the currency has no rate.
    public func units(minorUnits: Int64, of currency: Currency) -> Int128? {
        worth[currency].map { $0 * Int128(minorUnits) }
    }

    /// Units as an amount of the policy's own currency, rounded down; nil past the largest amount.
    public func amount(ofUnits units: Int128) -> Amount? {
        guard let worth = worth[currency], let minorUnits = Int64(exactly: units / worth) else {
            return nil
        }
        return Amount(minorUnits: minorUnits, currency: currency)
    }

    /// Units as an amount of exactly that worth: in the policy's currency, else in another with a rate.
    func exactAmount(ofUnits units: Int128) -> Amount? {
        let others = worth.keys.filter { $0 != currency }.sorted { $0.code < $1.code }
        for currency in [currency] + others {
            guard let one = worth[currency], one > 0, units % one == 0,
                let minorUnits = Int64(exactly: units / one),
                let amount = Amount(minorUnits: minorUnits, currency: currency)
            else { continue }
            return amount
        }
        return nil
    }

    /// The worth of one minor unit of each currency that can be compared.
    var worths: [Int128] { worth.values.sorted() }

    private static func power(_ places: Int) -> Int128 {
        precondition(places >= 0, "A rate and a currency have no more places than the unit.")
        return (0..<places).reduce(into: Int128(1)) { power, _ in power *= 10 }
    }
}
