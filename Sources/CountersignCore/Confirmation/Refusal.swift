/// A member of the context that a presented transaction disagrees with.
public enum ContextField: String, CaseIterable, Hashable, Sendable {
    /// The whole token does not verify.
    case context
    /// Another confirmation's context.
    case id
    /// The context of an earlier generation.
    case generation
    case merchant
    case payee
    case payeeLegal = "payee_legal"
    case purpose
    case amount
    case currency
    case bound
    case reference
    case recipient
    case nonce
    case issuedAt = "issued_at"
    case expiresAt = "expires_at"
    /// The browser session is another, or was not proven.
    case checkout
}

/// Why a call was refused.
///
/// Checked top to bottom; the first that applies is returned.
public enum Refusal: Error, Equatable, Sendable {
    /// No such confirmation, or another merchant's. The same answer for both.
    case notFound
    /// The code was used: the confirmation is approved.
    case alreadyUsed
    /// The payer or the merchant denied it.
    case denied
    /// The merchant canceled it.
    case canceled
    /// The attempts are used up. A new confirmation is needed.
    case exhausted
    /// The policy asked for no code.
    case skipped
    /// The policy refused the payment.
    case blocked
    /// The deadline passed. A new confirmation is needed.
    case expired(deadline: Instant)
    /// The request presents no transaction; a code means nothing without its payment.
    case transactionMissing
    /// The code was for another payment. Show the payer what they are confirming.
    case transactionChanged(fields: [ContextField])
    /// Too many wrong codes in a row from this recipient. Try again at `retryAt`.
    case tooManyFailures(retryAt: Instant)
    /// Wrong code. `remaining` further attempts are accepted.
    case wrongCode(remaining: Int)
    /// No further message may be sent for this confirmation.
    case sendLimit
    /// The last message is too recent. Try again at `retryAt`.
    case resendTooSoon(retryAt: Instant)
    /// No provider can reach this recipient on any allowed channel.
    case noRoute(reason: String)
    /// The request can't be carried out as it stands; `pointer` is the JSON Pointer of the member.
    case invalid(pointer: String, detail: String)
    /// The idempotency key was used for another request.
    case idempotencyKeyReused
    /// More work is waiting than can be done in time. Nothing was half done.
    case overloaded
    /// The store can't be written or read. Nothing was half done.
    case storageUnavailable
}
