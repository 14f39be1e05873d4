public import CountersignCore

/// What a payer answered to a message, as a provider passes it on.
public struct PayerReply: Equatable, Sendable {
    /// What was done.
    public enum Meaning: Equatable, Sendable {
        /// A button of ours; `token` is its postback data, unchecked.
        case tapped(token: String)
        /// The platform's own "I didn't request a code".
        case notRequested
        /// A text, unchecked.
        case text(String)
    }

    /// The phone number that it came from, digits only, as the provider states it; empty where the
    /// platform hides it.
    public let from: String
    /// The provider's own id of the message that it answers, where stated.
    public let reference: String?
    /// The provider's own id of the reply itself, where stated: one that comes again says nothing new.
    public let id: String?
    /// When the payer sent it, where stated.
    public let sentAt: Instant?
    /// What was done.
    public let meaning: Meaning

    /// A reply.
    public init(
        from: String,
        reference: String?,
        id: String? = nil,
        sentAt: Instant? = nil,
        meaning: Meaning
    ) {
        self.from = from
        self.reference = reference
        self.id = id
        self.sentAt = sentAt
        self.meaning = meaning
    }
}
