/// As much of a message that was promised as is needed to put it in line.
public struct QueuedMessage: Equatable, Sendable {
    /// The message.
    public let id: MessageID
    /// The provider's name in the configuration.
    public let provider: String
    /// When it was made.
    public let createdAt: Instant
    /// When its confirmation's code dies.
    public let expiresAt: Instant

    /// A message that waits.
    public init(id: MessageID, provider: String, createdAt: Instant, expiresAt: Instant) {
        self.id = id
        self.provider = provider
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
