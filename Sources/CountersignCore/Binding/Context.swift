/// What a confirmation is about.
public enum Purpose: String, CaseIterable, Hashable, Sendable {
    /// The payer pays.
    case payment
    /// The payer gets money back.
    case refund
    /// The payer is paid.
    case payout
    /// The payer signs in; no amount.
    case login = "login"
    /// The payer sets a new password; no amount.
    case passwordReset = "password_reset"

    /// Whether a confirmation of this purpose has an amount: it must have one, or must not.
    public var hasAmount: Bool {
        switch self {
        case .payment, .refund, .payout: true
        case .login, .passwordReset: false
        }
    }
}

/// How far the payer's agreement reaches.
public enum Bound: String, CaseIterable, Hashable, Sendable {
    /// This amount and no other.
    case exact
    /// At most this amount.
    case upTo = "up_to"
}

/// The exact facts that the payer agrees to.
///
/// Shape on the wire: one flat JSON object of strings in RFC 8785 form, absent members left out; see
/// ``canonicalBytes``. Source: binding.md, "Context".
public struct Context: Equatable, Sendable {
    /// The confirmation's id.
    public var id: ConfirmationID
    /// Number of the context within the confirmation, from 0.
    public var generation: Int
    /// The merchant account.
    public var merchant: MerchantID
    /// The trade name that the payer sees.
    public var payee: Payee
    /// The merchant's legal name, where set.
    public var payeeLegal: Payee?
    /// What the confirmation is about.
    public var purpose: Purpose
    /// The money; nil for purposes without an amount.
    public var amount: Amount?
    /// Whether the amount is exact or a ceiling.
    public var bound: Bound
    /// The merchant's own order number.
    public var reference: String
    /// HMAC-SHA-256 of the canonical destination under the index key, 32 bytes.
    public var recipient: [UInt8]
    /// 32 fresh random bytes.
    public var nonce: [UInt8]
    /// When the context was made; whole seconds count.
    public var issuedAt: Instant
    /// When its code dies; whole seconds count.
    public var expiresAt: Instant
    /// SHA-256 of the checkout's session secret, 32 bytes, where the checkout binds one.
    public var checkout: [UInt8]?

    /// A context from all its facts.
    public init(
        id: ConfirmationID,
        generation: Int,
        merchant: MerchantID,
        payee: Payee,
        payeeLegal: Payee?,
        purpose: Purpose,
        amount: Amount?,
        bound: Bound,
        reference: String,
        recipient: [UInt8],
        nonce: [UInt8],
        issuedAt: Instant,
        expiresAt: Instant,
        checkout: [UInt8]?
    ) {
        self.id = id
        self.generation = generation
        self.merchant = merchant
        self.payee = payee
        self.payeeLegal = payeeLegal
        self.purpose = purpose
        self.amount = amount
        self.bound = bound
        self.reference = reference
        self.recipient = recipient
        self.nonce = nonce
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.checkout = checkout
    }
}
