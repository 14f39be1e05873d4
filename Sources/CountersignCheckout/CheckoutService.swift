public import CountersignCore
public import CountersignMessaging

/// Everything that a checkout may ask.
///
/// The API and the hosted page are built on this and nothing else.
///
/// Every call that changes something answers only after the commit that makes the answer true.
public protocol CheckoutService: Sendable {
    /// Decides by policy and, if it says confirm, sends the code.
    func confirm(
        _ request: ConfirmationRequest,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer
    /// Checks a code against its payment. Only an approval is a success.
    func verify(
        _ id: ConfirmationID,
        _ presentation: Presentation,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer
    /// Sends the same code again, on another channel if wanted.
    func resend(
        _ id: ConfirmationID,
        channel: Channel?,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer
    /// Changes amount or payee: new context, new code, a message that says from what to what.
    func amend(
        _ id: ConfirmationID,
        amount: Amount?,
        payee: Payee?,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer
    /// "This was not me", from the merchant's support desk.
    func deny(
        _ id: ConfirmationID,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer
    /// The order was abandoned.
    func cancel(
        _ id: ConfirmationID,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer
    /// Reads; with `waitSeconds` above 0 the answer is held until the status changes or the seconds are
    /// over.
    func read(
        _ id: ConfirmationID,
        waitSeconds: Int,
        by caller: Caller
    ) async -> Result<ConfirmationView, Refusal>
    /// Lists, newest first.
    func list(_ query: ConfirmationQuery) async -> Result<[ConfirmationView], Refusal>
    /// A merchant's events of the key's mode, oldest first.
    func events(
        by caller: Caller,
        after sequence: Int64,
        limit: Int
    ) async -> Result<[EventRecord], Refusal>
    /// Takes a provider's callback: authenticates it, then advances the messages that it speaks of.
    func receive(_ callback: Callback, provider: String) async -> CallbackAnswer
}

/// What became of a provider's callback.
public enum CallbackAnswer: Equatable, Sendable {
    /// Taken; late, repeated and out-of-order reports change nothing and are taken too.
    case taken
    /// Taken, and the provider wants to read this.
    case answered(contentType: String, body: [UInt8])
    /// No provider of this name is configured, or the message is not one that it was given.
    case unknown
    /// The signature is missing, wrong or too old.
    case forged
    /// Authentic, but not understood.
    case malformed(detail: String)
    /// Nothing proves it now, and the provider should repeat it.
    case unproven
    /// The store can't be written: the provider should repeat it.
    case unavailable
}
