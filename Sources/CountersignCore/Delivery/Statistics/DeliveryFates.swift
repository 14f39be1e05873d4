/// What a delivery report needs to know of a confirmation.
public struct ConfirmationFate: Equatable, Sendable {
    /// Whose it is.
    public let merchant: MerchantID
    /// The generation whose code counts.
    public let generation: Int
    /// Where it stands now: a pending one past its deadline is expired.
    public let status: ConfirmationStatus
    /// When it left `pending`.
    public let closedAt: Instant?

    /// What became of a confirmation.
    public init(
        merchant: MerchantID,
        generation: Int,
        status: ConfirmationStatus,
        closedAt: Instant?
    ) {
        self.merchant = merchant
        self.generation = generation
        self.status = status
        self.closedAt = closedAt
    }
}

/// What a delivery report needs to know of a message.
public struct MessageFate: Equatable, Sendable {
    /// The channel.
    public let channel: Channel
    /// The provider's name in the configuration.
    public let provider: String
    /// The recipient's country; nil where it is not known.
    public let country: String?
    /// The generation whose code it carried.
    public let generation: Int
    /// Where it is on its way.
    public let status: MessageStatus
    /// Parts that an SMS takes, else 1.
    public let parts: Int
    /// When it was made.
    public let createdAt: Instant
    /// When its delivery was first claimed; nil where that did not happen or is not known.
    public let deliveredAt: Instant?
    /// Whether its provider took it, whatever came later.
    public let wasAccepted: Bool

    /// What became of a message.
    public init(
        channel: Channel,
        provider: String,
        country: String?,
        generation: Int,
        status: MessageStatus,
        parts: Int,
        createdAt: Instant,
        deliveredAt: Instant?,
        wasAccepted: Bool
    ) {
        self.channel = channel
        self.provider = provider
        self.country = country
        self.generation = generation
        self.status = status
        self.parts = parts
        self.createdAt = createdAt
        self.deliveredAt = deliveredAt
        self.wasAccepted = wasAccepted
    }
}
