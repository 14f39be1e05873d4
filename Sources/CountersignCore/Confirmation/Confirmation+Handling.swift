/// What happens to a confirmation.
public enum ConfirmationEvent: Equatable, Sendable {
    /// A checkout presents a transaction with a code. `recipientFailures` are the recipient's wrong codes
    /// in a row over all its confirmations.
    case presented(PresentedTransaction, recipientFailures: RecipientFailures?)
    /// The presented code was compared with the true one.
    case compared(isEqual: Bool)
    /// The payer or the checkout asks for the same code again.
    case resendRequested
    /// The message under way will not be confirmed, or not in time: another goes out on the route.
    /// `replacing` says that the message before was never delivered, so that its send counts no more.
    case routeMoved(replacing: Bool)
    /// The route has no further step.
    case routeEnded
    /// The message under way left later than it was made: it gets so many seconds from now.
    case routePostponed(seconds: Int)
    /// The merchant changes amount or payee; `nonce` is fresh, `keys` are the current ones.
    case amended(amount: Amount?, payee: Payee?, nonce: [UInt8], keys: KeyIDs)
    /// The payer tapped "Approve" in the message; the tap's token was checked.
    case approvedByButton
    /// "This was not me."
    case denied
    /// The order was abandoned.
    case canceled
    /// The moment of `wakeAt` has come.
    case woken
}

/// What a receipt may state.
public enum ReceiptOutcome: String, CaseIterable, Hashable, Sendable {
    /// The payer agreed.
    case approved
    /// Somebody said no.
    case denied
    /// The policy asked for no code.
    case skipped
}

/// What others do after an event, together with storing the confirmation.
public enum ConfirmationEffect: Equatable, Sendable {
    /// Compare the code, then handle `.compared`.
    case compareCode
    /// Record an event.
    case record(EventType)
    /// Answer with a refusal; what the event changed is stored all the same.
    case refuse(Refusal)
    /// One more wrong code in a row of this recipient.
    case countRecipientFailure
    /// No wrong codes in a row any more.
    case clearRecipientFailures
    /// Sign a receipt.
    case signReceipt(ReceiptOutcome)
    /// Send the code.
    case sendMessage
    /// Take the next step of the route.
    case moveOn
}

extension Confirmation {
    /// Wrong codes in a row of one recipient before its attempts are slowed down.
    ///
    /// Source: NIST SP 800-63B-4: at most 100 consecutive failures.
    public static let recipientFailuresMax = 100
    /// After ``recipientFailuresMax`` failures, seconds until the next attempt is looked at.
    public static let recipientPauseSeconds = 3_600

    /// Makes a confirmation from a policy's decision.
    public static func opened(
        context: Context,
        keys: KeyIDs,
        mode: Mode,
        settings: ConfirmationSettings,
        decision: Decision,
        locale: String,
        sealedDetails: [UInt8],
        at now: Instant
    ) -> Confirmation {
        let status: ConfirmationStatus =
            switch decision.outcome {
            case .confirm: .pending
            case .skip: .skipped
            case .block: .blocked
            }
        var confirmation = Confirmation(
            context: context,
            keys: keys,
            mode: mode,
            status: status,
            settings: settings,
            decision: decision,
            attempts: 0,
            sends: 0,
            lastSentAt: nil,
            createdAt: now,
            closedAt: status == .pending ? nil : now,
            previousAmount: nil,
            previousPayee: nil,
            locale: locale,
            sealedDetails: sealedDetails,
            receipt: nil,
            version: 0,
            wakeAt: nil
        )
        if status == .pending { confirmation.countSend(at: now) }
        return confirmation
    }

    /// Decides what an event changes and what has to be done.
    ///
    /// The order of refusals is binding.md's.
    /// - Throws: a ``Refusal`` when nothing changes at all.
    public mutating func handle(
        _ event: ConfirmationEvent,
        at now: Instant
    ) throws(Refusal) -> [ConfirmationEffect] {
        if event == .woken { return wake(at: now) }
        try refuseUnlessPending(at: now)
        switch event {
        case .presented(let transaction, let failures):
            return try present(transaction, failures, at: now)
        case .compared(let isEqual): return compare(isEqual, at: now)
        case .resendRequested: return try resend(at: now)
        case .routeMoved(let replacing): return try moveRoute(replacing: replacing, at: now)
        case .routeEnded: return endRoute()
        case .routePostponed(let seconds): return postponeRoute(bySeconds: seconds, at: now)
        case .amended(let amount, let payee, let nonce, let keys):
            return try amend(amount: amount, payee: payee, nonce: nonce, keys: keys, at: now)
        case .approvedByButton: return try approveByButton(at: now)
        case .denied:
            return close(.denied, [.record(.confirmationDenied), .signReceipt(.denied)], now)
        case .canceled: return close(.canceled, [.record(.confirmationCanceled)], now)
        case .woken: return []
        }
    }

    /// Keeps the receipt that an effect asked for.
    public mutating func attach(receipt: String) {
        precondition(self.receipt == nil, "A confirmation has one receipt.")
        self.receipt = receipt
    }

    /// Gives the message that was just made its own time to be confirmed in, instead of the policy's.
    ///
    /// Nothing happens where none was made.
    public mutating func expectConfirmation(withinSeconds seconds: Int) {
        guard status == .pending, let lastSentAt else { return }
        wakeAt = min(context.expiresAt, lastSentAt.advanced(bySeconds: seconds))
    }

    /// The confirmation with its status as of a moment: a passed deadline shows at once, not when somebody
    /// writes it down.
    public func asOf(_ now: Instant) -> Confirmation {
        guard status == .pending, now >= context.expiresAt else { return self }
        var confirmation = self
        confirmation.status = .expired
        confirmation.closedAt = context.expiresAt
        return confirmation
    }

    /// When a resend is possible; nil when none is.
    public func resendPossible(at now: Instant) -> Instant? {
        guard asOf(now).status == .pending, sends < settings.sendsMax else { return nil }
        return lastSentAt?.advanced(bySeconds: settings.resendAfterSeconds)
    }

    // MARK: - Steps

    private func refuseUnlessPending(at now: Instant) throws(Refusal) {
        switch asOf(now).status {
        case .pending: return
        case .approved: throw .alreadyUsed
        case .denied: throw .denied
        case .canceled: throw .canceled
        case .exhausted: throw .exhausted
        case .skipped: throw .skipped
        case .blocked: throw .blocked
        case .expired: throw .expired(deadline: context.expiresAt)
        }
    }

    private mutating func present(
        _ transaction: PresentedTransaction,
        _ failures: RecipientFailures?,
        at now: Instant
    ) throws(Refusal) -> [ConfirmationEffect] {
        guard transaction.isPresent else { throw .transactionMissing }
        let fields = context.differences(from: transaction)
        guard fields.isEmpty else {
            version += 1
            return [
                .record(.attemptTransactionChanged), .refuse(.transactionChanged(fields: fields)),
            ]
        }
        if let failures, failures.count >= Confirmation.recipientFailuresMax {
            let retryAt = failures.lastAt.advanced(bySeconds: Confirmation.recipientPauseSeconds)
            guard now >= retryAt else { throw .tooManyFailures(retryAt: retryAt) }
        }
        version += 1
        attempts += 1
        return [.compareCode]
    }

    private mutating func compare(_ isEqual: Bool, at now: Instant) -> [ConfirmationEffect] {
        precondition(attempts > 0, "An attempt is counted before its code is compared.")
        if isEqual { return approve(at: now) }
        let effects: [ConfirmationEffect] = [.countRecipientFailure, .record(.attemptWrongCode)]
        guard attemptsLeft > 0 else {
            close(.exhausted, at: now)
            return effects + [.record(.confirmationExhausted), .refuse(.wrongCode(remaining: 0))]
        }
        return effects + [.refuse(.wrongCode(remaining: attemptsLeft))]
    }

    private mutating func approveByButton(
        at now: Instant
    ) throws(Refusal) -> [ConfirmationEffect] {
        guard settings.confirmsByButton else {
            throw .invalid(pointer: "", detail: "the policy wants the code, not a button")
        }
        version += 1
        return approve(at: now)
    }

    private mutating func approve(at now: Instant) -> [ConfirmationEffect] {
        close(.approved, at: now)
        return [.clearRecipientFailures, .record(.confirmationApproved), .signReceipt(.approved)]
    }

    private mutating func resend(at now: Instant) throws(Refusal) -> [ConfirmationEffect] {
        guard sends < settings.sendsMax else { throw .sendLimit }
        if let lastSentAt {
            let retryAt = lastSentAt.advanced(bySeconds: settings.resendAfterSeconds)
            guard now >= retryAt else { throw .resendTooSoon(retryAt: retryAt) }
        }
        version += 1
        countSend(at: now)
        return [.sendMessage]
    }

    private mutating func moveRoute(
        replacing: Bool,
        at now: Instant
    ) throws(Refusal) -> [ConfirmationEffect] {
        guard replacing || sends < settings.sendsMax else { throw .sendLimit }
        version += 1
        if replacing { sends -= 1 }
        countSend(at: now)
        return [.sendMessage]
    }

    private mutating func endRoute() -> [ConfirmationEffect] {
        version += 1
        wakeAt = context.expiresAt
        return []
    }

    private mutating func postponeRoute(
        bySeconds seconds: Int,
        at now: Instant
    ) -> [ConfirmationEffect] {
        version += 1
        wakeAt = min(context.expiresAt, now.advanced(bySeconds: seconds))
        return []
    }

    private mutating func amend(
        amount: Amount?,
        payee: Payee?,
        nonce: [UInt8],
        keys: KeyIDs,
        at now: Instant
    ) throws(Refusal) -> [ConfirmationEffect] {
        if amount != nil, !context.purpose.hasAmount {
            throw .invalid(
                pointer: "/amount",
                detail: "a \(context.purpose.rawValue) has no amount; leave it out"
            )
        }
        guard
            (amount ?? context.amount) != context.amount
                || (payee ?? context.payee) != context.payee
        else {
            throw .invalid(
                pointer: amount == nil ? "/payee" : "/amount",
                detail: "nothing would change; give another amount or payee"
            )
        }
        guard sends < settings.sendsMax else { throw .sendLimit }
        version += 1
        previousAmount = context.amount
        previousPayee = context.payee
        // The recipient's keyed hash stays as it is, and so does the key that it was made with.
        self.keys = KeyIDs(code: keys.code, context: keys.context, index: self.keys.index)
        var next = context
        next.generation += 1
        next.amount = amount ?? context.amount
        next.payee = payee ?? context.payee
        next.nonce = nonce
        next.issuedAt = Instant(seconds: now.seconds)
        next.expiresAt = next.issuedAt.advanced(bySeconds: settings.expiresInSeconds)
        context = next
        countSend(at: now)
        return [.record(.confirmationAmended), .sendMessage]
    }

    private mutating func wake(at now: Instant) -> [ConfirmationEffect] {
        guard status == .pending, let wakeAt, now >= wakeAt else { return [] }
        guard now >= context.expiresAt else { return [.moveOn] }
        return close(.expired, [.record(.confirmationExpired)], now)
    }

    // MARK: - Changes

    private mutating func close(
        _ status: ConfirmationStatus,
        _ effects: [ConfirmationEffect],
        _ now: Instant
    ) -> [ConfirmationEffect] {
        version += 1
        close(status, at: now)
        return effects
    }

    private mutating func close(_ status: ConfirmationStatus, at now: Instant) {
        self.status = status
        closedAt = now
        wakeAt = nil
    }

    private mutating func countSend(at now: Instant) {
        sends += 1
        lastSentAt = now
        wakeAt = min(
            context.expiresAt,
            now.advanced(bySeconds: settings.nextChannelAfterSeconds)
        )
    }
}
