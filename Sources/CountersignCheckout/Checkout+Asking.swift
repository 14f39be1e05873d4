public import CountersignCore

/// Calls that change a confirmation without a code.
extension Checkout {
    /// Sends the same code again, on another channel if wanted.
    public func resend(
        _ id: ConfirmationID,
        channel: Channel?,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        await answer(id, by: caller, claim: claim) { (confirmation, situation) throws(Refusal) in
            Decided(
                effects: try confirmation.handle(.resendRequested, at: situation.now),
                choice: channel.map { .channel($0) } ?? .sameAsLast,
                isResend: situation.hasSentCurrentCode
            )
        }
    }

    /// Changes amount or payee: new context, new code, a message that says from what to what.
    public func amend(
        _ id: ConfirmationID,
        amount: Amount?,
        payee: Payee?,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        let nonce = dependencies.entropy.bytes(32)
        return await answer(id, by: caller, claim: claim) {
            (confirmation, situation) throws(Refusal) in
            Decided(
                effects: try confirmation.handle(
                    .amended(
                        amount: amount,
                        payee: payee,
                        nonce: nonce,
                        keys: self.dependencies.keyring.current
                    ),
                    at: situation.now
                ),
                choice: .sameAsLast
            )
        }
    }

    /// "This was not me", from the merchant's support desk.
    public func deny(
        _ id: ConfirmationID,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        await answer(id, by: caller, claim: claim) { (confirmation, situation) throws(Refusal) in
            Decided(effects: try confirmation.handle(.denied, at: situation.now))
        }
    }

    /// The order was abandoned.
    public func cancel(
        _ id: ConfirmationID,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        await answer(id, by: caller, claim: claim) { (confirmation, situation) throws(Refusal) in
            Decided(effects: try confirmation.handle(.canceled, at: situation.now))
        }
    }
}

extension Situation {
    /// Whether a message with the current code may have reached the payer: "your code is still" would
    /// puzzle one who never saw the first.
    fileprivate var hasSentCurrentCode: Bool {
        let generation = stored.confirmation.context.generation
        return stored.messages.contains { $0.generation == generation && !$0.status.hasFailed }
    }
}
