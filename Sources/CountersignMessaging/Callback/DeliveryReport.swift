public import CountersignCore

/// A provider's claim about a message.
///
/// It advances a message's state and never approves anything.
public struct DeliveryReport: Equatable, Sendable {
    /// The message, by our id; nil where the provider echoes only its own, in `reference`.
    public let message: MessageID?
    /// The provider's own id of it, where given.
    ///
    /// At least one of the two is.
    public let reference: String?
    /// The status claimed.
    public let status: MessageStatus
    /// Why it failed, a short word of at most 64 characters; never free text of a stranger.
    public let failure: String?
    /// What the failure asks for, where it says more than its status does.
    public let failureClass: FailureClass?
    /// The recipient that the provider names, digits only; one that is not the message's own makes
    /// the report void.
    public let recipient: String?

    /// A report.
    public init(
        message: MessageID?,
        reference: String?,
        status: MessageStatus,
        failure: String? = nil,
        failureClass: FailureClass? = nil,
        recipient: String? = nil
    ) {
        self.message = message
        self.reference = reference
        self.status = status
        self.failure = failure
        self.failureClass = failureClass
        self.recipient = recipient
    }
}
