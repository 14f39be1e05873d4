/// What a provider takes for an SMS part, or for a message of another channel.
public struct ProviderPrices: Equatable, Sendable {
    /// The price for every country that has none of its own; nil where there is none.
    public let standard: MicroAmount?
    /// Prices by country.
    public let byCountry: [String: MicroAmount]

    /// Prices.
    public init(standard: MicroAmount?, byCountry: [String: MicroAmount]) {
        self.standard = standard
        self.byCountry = byCountry
    }

    /// The price for a country; nil where it is not known.
    ///
    /// The standard price holds for recipients of unknown country too.
    public func price(in country: String?) -> MicroAmount? {
        country.flatMap { byCountry[$0] } ?? standard
    }
}
