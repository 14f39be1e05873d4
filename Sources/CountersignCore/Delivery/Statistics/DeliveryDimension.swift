/// By what a delivery report tells messages apart.
public enum DeliveryDimension: String, CaseIterable, Hashable, Sendable {
    /// Whose messages they are.
    case merchant
    /// The channel.
    case channel
    /// The provider's name in the configuration.
    case provider
    /// The recipient's country.
    case country
}
