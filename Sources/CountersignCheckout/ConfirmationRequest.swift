public import CountersignCore

/// A checkout's question, parsed.
public struct ConfirmationRequest: Sendable {
    /// What it is about.
    public var purpose: Purpose
    /// The money; present exactly when the purpose has an amount.
    public var amount: Amount?
    /// Whether the amount is exact or a ceiling.
    public var bound: Bound
    /// The merchant's own order number.
    public var reference: String
    /// The payer.
    public var recipient: Recipient
    /// The name that the payer sees; nil takes the merchant's.
    public var payee: Payee?
    /// Channels that the checkout allows, in its order; nil leaves it to the policy.
    public var channels: [Channel]?
    /// The host of the checkout for the SMS's origin line; nil takes the merchant's.
    public var origin: String?
    /// SHA-256 of the checkout's session secret, 32 bytes, to bind one browser session.
    public var checkout: [UInt8]?
    /// Facts for the policy, as given.
    public var signals: [JSONMember]
    /// The merchant's own notes, given back as they are.
    public var metadata: [JSONMember]

    /// A request.
    public init(
        purpose: Purpose = .payment,
        amount: Amount?,
        bound: Bound = .exact,
        reference: String,
        recipient: Recipient,
        payee: Payee? = nil,
        channels: [Channel]? = nil,
        origin: String? = nil,
        checkout: [UInt8]? = nil,
        signals: [JSONMember] = [],
        metadata: [JSONMember] = []
    ) {
        self.purpose = purpose
        self.amount = amount
        self.bound = bound
        self.reference = reference
        self.recipient = recipient
        self.payee = payee
        self.channels = channels
        self.origin = origin
        self.checkout = checkout
        self.signals = signals
        self.metadata = metadata
    }
}

/// What a checkout presents to be verified: a code, and the payment that it is for.
public struct Presentation: Sendable {
    /// The code as the payer typed it, normalised; nil when what was typed can't be a code of any
    /// confirmation, which counts as a wrong one.
    public var code: OneTimeCode?
    /// The signed context as it was given out.
    public var context: String?
    /// The amount that is about to be charged.
    public var amount: Amount?
    /// The payee that is shown.
    public var payee: String?
    /// The order number.
    public var reference: String?
    /// The session secret itself, for a confirmation bound to one.
    public var checkoutSecret: [UInt8]?

    /// A presentation.
    public init(
        code: OneTimeCode?,
        context: String? = nil,
        amount: Amount? = nil,
        payee: String? = nil,
        reference: String? = nil,
        checkoutSecret: [UInt8]? = nil
    ) {
        self.code = code
        self.context = context
        self.amount = amount
        self.payee = payee
        self.reference = reference
        self.checkoutSecret = checkoutSecret
    }
}
