/// What kind of state change an event records; the word on the wire.
public enum EventType: String, CaseIterable, Hashable, Sendable {
    case confirmationCreated = "confirmation.created"
    case confirmationApproved = "confirmation.approved"
    case confirmationDenied = "confirmation.denied"
    case confirmationExpired = "confirmation.expired"
    case confirmationExhausted = "confirmation.exhausted"
    case confirmationCanceled = "confirmation.canceled"
    case confirmationAmended = "confirmation.amended"
    /// A code was tried and was wrong; kept for the record, not posted to webhooks.
    case attemptWrongCode = "attempt.wrong_code"
    /// A code was tried for another payment; kept for the record, not posted to webhooks.
    case attemptTransactionChanged = "attempt.transaction_changed"
    case messageSent = "message.sent"
    case messageDelivered = "message.delivered"
    case messageUndelivered = "message.undelivered"
    case messageFailed = "message.failed"
    /// The payer's number may have changed hands: nothing more is sent by itself.
    case recipientRisk = "recipient.risk"
    /// A provider that the merchant's route uses is in trouble and left while it is, or is back.
    case routeDegraded = "route.degraded"
    /// Another text of the policy that holds for the merchant is in force; of no confirmation.
    case policyChanged = "policy.changed"

    /// Whether merchants' endpoints get it.
    public var isPosted: Bool {
        switch self {
        case .attemptWrongCode, .attemptTransactionChanged: false
        default: true
        }
    }
}

/// One state change, as it is stored and posted.
///
/// Never holds a code or a whole phone number.
public struct EventRecord: Equatable, Sendable {
    /// The event's id; the `webhook-id` of every delivery.
    public let id: EventID
    /// What happened.
    public let type: EventType
    /// Whose event it is.
    public let merchant: MerchantID
    /// The confirmation it is about, where there is one.
    public let confirmation: ConfirmationID?
    /// When it happened.
    public let at: Instant
    /// The `data` member as JSON bytes.
    public let data: [UInt8]
    /// Place in the store's order, from 1; 0 before it is stored.
    public let sequence: Int64

    /// An event.
    public init(
        id: EventID,
        type: EventType,
        merchant: MerchantID,
        confirmation: ConfirmationID?,
        at: Instant,
        data: [UInt8],
        sequence: Int64 = 0
    ) {
        self.id = id
        self.type = type
        self.merchant = merchant
        self.confirmation = confirmation
        self.at = at
        self.data = data
        self.sequence = sequence
    }
}
