public import CountersignCore

/// A confirmation as its merchant may see it.
///
/// Holds no code and no whole phone number.
public struct ConfirmationView: Sendable {
    /// The confirmation; `status` is as of the moment of the view, a passed deadline included.
    public let confirmation: Confirmation
    /// Its messages, oldest first.
    public let messages: [Message]
    /// The context as a compact JWS; empty in a list where the key that signs it is missing.
    public let contextToken: String
    /// The recipient's phone, masked.
    public let maskedPhone: String?
    /// The recipient's email address, masked.
    public let maskedEmail: String?
    /// The recipient's app, whose token is only shown masked.
    public let push: PushAddress?
    /// The recipient's language as the checkout gave it.
    public let recipientLocale: String?
    /// The merchant's own id of the customer.
    public let customer: String?
    /// The word that message and checkout share, where the policy wants one.
    public let matchWord: String?
    /// When a resend is possible; nil when none is.
    public let resendAfter: Instant?
    /// The merchant's own notes.
    public let metadata: [JSONMember]

    /// A view.
    public init(
        confirmation: Confirmation,
        messages: [Message],
        contextToken: String,
        maskedPhone: String?,
        maskedEmail: String?,
        push: PushAddress? = nil,
        recipientLocale: String?,
        customer: String?,
        matchWord: String?,
        resendAfter: Instant?,
        metadata: [JSONMember]
    ) {
        self.confirmation = confirmation
        self.messages = messages
        self.contextToken = contextToken
        self.maskedPhone = maskedPhone
        self.maskedEmail = maskedEmail
        self.push = push
        self.recipientLocale = recipientLocale
        self.customer = customer
        self.matchWord = matchWord
        self.resendAfter = resendAfter
        self.metadata = metadata
    }
}

/// A promise that a repeated request gets the same answer again.
public struct RepeatClaim: Sendable {
    /// SHA-256 over merchant, path and the client's key, 32 bytes.
    public let key: [UInt8]
    /// SHA-256 of the request's body, 32 bytes.
    public let fingerprint: [UInt8]
    /// Renders the answer that is kept; called before the commit, once for each try.
    public let render: @Sendable (Result<ConfirmationView, Refusal>) -> RenderedAnswer

    /// A claim.
    public init(
        key: [UInt8],
        fingerprint: [UInt8],
        render: @escaping @Sendable (Result<ConfirmationView, Refusal>) -> RenderedAnswer
    ) {
        self.key = key
        self.fingerprint = fingerprint
        self.render = render
    }
}

/// An answer as it goes over the wire.
public struct RenderedAnswer: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The `Location` header, where there is one.
    public let location: String?
    /// The media type.
    public let contentType: String
    /// The body.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, location: String?, contentType: String, body: [UInt8]) {
        self.status = status
        self.location = location
        self.contentType = contentType
        self.body = body
    }
}

/// What a call of the checkout comes to.
public enum CheckoutAnswer: Sendable {
    /// A view or a refusal, to be rendered now. Refusals that changed nothing are not kept.
    case fresh(Result<ConfirmationView, Refusal>)
    /// The answer was rendered through the claim and is durable.
    case kept(RenderedAnswer)
    /// The answer that an earlier request with the same key got.
    case replayed(StoredAnswer)
}
