/// What a payer was shown, for the receipt.
public struct Shown: Equatable, Sendable {
    /// Where the payment was shown.
    public enum Surface: String, CaseIterable, Sendable {
        /// Amount, payee and code in one message; or no code, where buttons decide.
        case message
        /// Amount and payee in a message beside the one with the code.
        case pairedMessage = "paired-message"
        /// Amount and payee on the merchant's or the hosted page only.
        case page
    }

    /// Where the payment was shown.
    public let surface: Surface
    /// SHA-256 of the bytes sent, the code and buttons' tokens replaced by their lengths in `#`; 32
    /// bytes.
    public let sha256: [UInt8]
    /// The template's path without its suffix, e.g.
    ///
    /// `default/de/payment.sms`.
    public let template: String
    /// First 12 hexadecimal digits of SHA-256 of the template's text.
    public let templateVersion: String
    /// The locale of the template.
    public let locale: String

    /// What was shown.
    public init(
        surface: Surface,
        sha256: [UInt8],
        template: String,
        templateVersion: String,
        locale: String
    ) {
        self.surface = surface
        self.sha256 = sha256
        self.template = template
        self.templateVersion = templateVersion
        self.locale = locale
    }
}

/// One send of the code over one channel through one provider.
///
/// Holds neither code nor destination.
public struct Message: Equatable, Sendable {
    /// The message's id, the idempotency handle towards the provider.
    public let id: MessageID
    /// The confirmation it belongs to.
    public let confirmation: ConfirmationID
    /// The generation whose code it carries.
    public let generation: Int
    /// The purpose of its template: `payment`, `amended`, ….
    public let template: String
    /// The channel.
    public let channel: Channel
    /// The provider's name in the configuration.
    public var provider: String
    /// Where it is on its way.
    public var status: MessageStatus
    /// The provider's own id of it, once known.
    public var providerReference: String?
    /// Why it failed, a short word; never the provider's free text.
    public var failure: String?
    /// What its failure asks for, where that is known.
    public var failureClass: FailureClass?
    /// Parts that an SMS takes, else 1.
    public let parts: Int
    /// What the payer was shown.
    public let shown: Shown
    /// When it was made; its first hand-over counts as begun from here.
    public let createdAt: Instant
    /// When its status last changed.
    public var updatedAt: Instant
    /// The recipient's country as ``PhoneNumber/country`` tells it, for reports; nil where it is not
    /// known.
    public let country: String?
    /// What became of the place for a tip; nil where the template has none.
    public let tip: MessageTip?

    /// A message.
    public init(
        id: MessageID,
        confirmation: ConfirmationID,
        generation: Int,
        template: String,
        channel: Channel,
        provider: String,
        status: MessageStatus,
        providerReference: String?,
        failure: String?,
        failureClass: FailureClass? = nil,
        parts: Int,
        shown: Shown,
        createdAt: Instant,
        updatedAt: Instant,
        country: String? = nil,
        tip: MessageTip? = nil
    ) {
        self.id = id
        self.confirmation = confirmation
        self.generation = generation
        self.template = template
        self.channel = channel
        self.provider = provider
        self.status = status
        self.providerReference = providerReference
        self.failure = failure
        self.failureClass = failureClass
        self.parts = parts
        self.shown = shown
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.country = country
        self.tip = tip
    }
}

/// One finished hand-over of a message to its provider.
public struct DeliveryAttempt: Equatable, Sendable {
    /// The message.
    public let message: MessageID
    /// From 1.
    public let number: Int
    /// The provider's name in the configuration.
    public let provider: String
    /// When the request was given to the transport.
    public let startedAt: Instant
    /// When the answer, or its absence, was known.
    public let finishedAt: Instant
    /// `accepted`; a ``FailureClass``, after `preparation-` where the request before the message failed
    /// and after `token-` where there was no access token; `token-refused`, after which another attempt
    /// follows; or `passed-over`, where the message never left because its provider was too busy or
    /// paused.
    public let outcome: String
    /// The provider's HTTP status; nil where there was no answer.
    public let httpStatus: Int?

    /// An attempt.
    public init(
        message: MessageID,
        number: Int,
        provider: String,
        startedAt: Instant,
        finishedAt: Instant,
        outcome: String,
        httpStatus: Int?
    ) {
        self.message = message
        self.number = number
        self.provider = provider
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.outcome = outcome
        self.httpStatus = httpStatus
    }
}
