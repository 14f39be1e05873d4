public import CountersignCore

extension Checkout {
    /// Checks a code against its payment, in the order of binding.md.
    ///
    /// The count of the attempt, what its code came to and the receipt are one transaction, and nothing of
    /// it leaves the process before that transaction is durable: nobody learns about a code without
    /// having paid an attempt for it. The signature is made here, not on the store's writer. A confirmation
    /// that is remembered is not read first; ``FreshConfirmations`` says why that is safe.
    public func verify(
        _ id: ConfirmationID,
        _ presentation: Presentation,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        let transaction = transaction(in: presentation)
        return await answer(id, by: caller, claim: claim, mayRemember: true) {
            (confirmation, situation) throws(Refusal) in
            let now = situation.now
            let effects = try confirmation.handle(
                .presented(
                    transaction,
                    recipientFailures: situation.stored.recipientFailures
                ),
                at: now
            )
            guard effects == [.compareCode] else { return Decided(effects: effects) }
            let code = try self.composer.code(of: confirmation)
            let isEqual = self.isEqual(code, presentation.code)
            return Decided(
                effects: try confirmation.handle(.compared(isEqual: isEqual), at: now)
            )
        }
    }

    private func transaction(in presentation: Presentation) -> PresentedTransaction {
        let keyring = dependencies.keyring
        var transaction = PresentedTransaction(
            amount: presentation.amount,
            payee: presentation.payee,
            reference: presentation.reference,
            checkout: presentation.checkoutSecret.map { keyring.sha256($0) }
        )
        if let token = presentation.context {
            if let context = try? ContextToken.read(token, keyring: keyring) {
                transaction.context = .verified(context)
            } else {
                transaction.context = .unverifiable
            }
        }
        return transaction
    }

    private func isEqual(_ code: OneTimeCode, _ typed: OneTimeCode?) -> Bool {
        guard let typed else { return false }
        return dependencies.keyring.constantTimeEqual(
            code.withDigits { Array($0.utf8) },
            typed.withDigits { Array($0.utf8) }
        )
    }
}
