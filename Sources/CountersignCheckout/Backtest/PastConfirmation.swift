public import CountersignCore

/// Confirmations of the past as a service would have stored them, for benches and tests.
public enum PastConfirmation {
    /// A confirmation with its sealed details, standing as it is told.
    /// - Returns: nil when the keyring has no current index key.
    public static func make(
        _ request: ConfirmationRequest,
        of merchant: Merchant,
        mode: Mode,
        decision: Decision,
        status: ConfirmationStatus,
        keyring: any Keyring,
        entropy: any Entropy,
        at now: Instant
    ) -> Confirmation? {
        let keys = keyring.current
        guard
            let recipient = try? keyring.recipientIndex(
                of: request.recipient.canonicalDestination,
                key: keys.index
            )
        else { return nil }
        let settings = ConfirmationSettings()
        let context = Context(
            id: ConfirmationID(at: now, random: entropy.bytes(10)),
            generation: 0,
            merchant: merchant.id,
            payee: request.payee ?? merchant.name,
            payeeLegal: merchant.legalName,
            purpose: request.purpose,
            amount: request.amount,
            bound: request.bound,
            reference: request.reference,
            recipient: recipient,
            nonce: entropy.bytes(32),
            issuedAt: Instant(seconds: now.seconds),
            expiresAt: Instant(seconds: now.seconds + Int64(settings.expiresInSeconds)),
            checkout: nil
        )
        let details = Details(
            recipient: request.recipient,
            origin: request.origin,
            signals: request.signals,
            metadata: request.metadata,
            channels: request.channels
        )
        return Confirmation(
            context: context,
            keys: keys,
            mode: mode,
            status: status,
            settings: settings,
            decision: decision,
            attempts: 0,
            sends: decision.outcome == .confirm ? 1 : 0,
            lastSentAt: nil,
            createdAt: now,
            closedAt: status == .pending ? nil : now,
            previousAmount: nil,
            previousPayee: nil,
            locale: request.recipient.locale ?? "",
            sealedDetails: details.sealed(for: context.id, keyring: keyring),
            receipt: nil,
            version: 1,
            wakeAt: nil
        )
    }
}
