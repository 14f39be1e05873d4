/// What messages of one row have in common; nil where rows don't differ in it.
public struct DeliveryKey: Hashable, Sendable {
    /// The country that stands for an unknown one.
    ///
    /// Source: ISO 3166-1, which leaves ZZ to its users.
    public static let unknownCountry = "ZZ"

    /// Whose messages they are.
    public var merchant: MerchantID?
    /// The channel.
    public var channel: Channel?
    /// The provider's name in the configuration.
    public var provider: String?
    /// The recipient's country, or ``unknownCountry``.
    public var country: String?

    /// A key.
    public init(
        merchant: MerchantID? = nil,
        channel: Channel? = nil,
        provider: String? = nil,
        country: String? = nil
    ) {
        self.merchant = merchant
        self.channel = channel
        self.provider = provider
        self.country = country
    }

    /// The key without the dimensions that a report does not tell apart.
    func keeping(_ dimensions: Set<DeliveryDimension>) -> DeliveryKey {
        DeliveryKey(
            merchant: dimensions.contains(.merchant) ? merchant : nil,
            channel: dimensions.contains(.channel) ? channel : nil,
            provider: dimensions.contains(.provider) ? provider : nil,
            country: dimensions.contains(.country) ? country : nil
        )
    }

    /// The value of a dimension as a word; nil where rows don't differ in it.
    public func word(_ dimension: DeliveryDimension) -> String? {
        switch dimension {
        case .merchant: merchant?.text
        case .channel: channel?.rawValue
        case .provider: provider
        case .country: country
        }
    }
}
