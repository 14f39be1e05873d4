import CountersignCore
import CountersignMessaging

/// How messages advance: hand-overs that ended, reports of providers, moments that have come.
extension Checkout {
    /// Records that a provider took a message; nearly every hand-over ends so.
    ///
    /// Nothing is read first. False when the message has changed meanwhile, e.g. by an early report.
    func settleAccepted(
        _ prepared: PreparedMessage,
        reference: String?,
        attempts: [DeliveryAttempt]
    ) async -> Bool {
        let now = now()
        var message = prepared.message
        guard message.status == .queued else { return false }
        let loan = fresh.borrow(prepared.confirmation.id)
        message.status = .accepted
        message.providerReference = reference
        message.updatedAt = now
        var change = Change()
        change.messageUpdates = [MessageUpdate(message, from: .queued)]
        change.attempts = attempts
        change.references = references(of: message)
        let data = EventData.message(message, of: prepared.confirmation)
        change.events = [event(.messageSent, prepared.confirmation, data, at: now)]
        let isCommitted = (try? await dependencies.store.commit(change)) == .committed
        if isCommitted { count(change) }
        if isCommitted, let remembered = loan.remembered {
            let stored = remembered.stored.replacing(message)
            fresh.giveBack(loan, stored, remembered.details)
        } else {
            fresh.drop(loan)
        }
        return isCommitted
    }

    /// Records the end of a hand-over.
    ///
    /// A message that failed, or whose fate is unknown, makes the route move on in the same commit
    /// while its confirmation is pending.
    func settle(
        _ message: MessageID,
        as status: MessageStatus,
        reference: String?,
        failure: Failure?,
        attempts: [DeliveryAttempt]
    ) async -> Bool {
        await advance(
            message: message,
            to: status,
            provider: nil,
            reference: reference,
            failure: failure,
            attempts: attempts
        ) != .unavailable
    }

    /// Does what the moment asks of one confirmation: it expires, or its route moves on.
    ///
    /// False when it could not be done and is still due.
    /// - Parameter start: when this service began; older messages may leave late. Nil where none are
    ///   left behind.
    func wake(_ id: ConfirmationID, leftBehindBefore start: Instant? = nil) async -> Bool {
        do throws(Refusal) {
            var passed: (message: Message, details: Details)?
            try await change(id) { (confirmation, situation) throws(Refusal) in
                let messages = situation.stored.messages
                passed = nil
                let effects = try confirmation.handle(.woken, at: situation.now)
                guard effects == [.moveOn] else {
                    return self.withMessagesEnded(effects, confirmation, situation)
                }
                if let seconds = self.lateSeconds(of: messages.last, situation, since: start) {
                    return Decided(
                        effects: try confirmation.handle(
                            .routePostponed(seconds: seconds),
                            at: situation.now
                        )
                    )
                }
                if let last = messages.last, !last.status.hasFailed {
                    passed = situation.details.map { (last, $0) }
                }
                // Whatever a receipt claims of the message: receipts are no proof.
                return try self.movedOn(
                    &confirmation,
                    situation,
                    after: messages,
                    replacing: false
                )
            }
            if let passed { learn(of: passed.message, isConfirmed: false, passed.details) }
            return true
        } catch {
            logUnavailable(error)
            return false
        }
    }

    /// What is to be done about a stored message that was to be handed over.
    func handover(of id: MessageID) async -> Handover {
        let stored: StoredConfirmation?
        do { stored = try await dependencies.store.confirmation(ofMessage: id) } catch {
            return .unreadable
        }
        guard let stored, let message = stored.messages.first(where: { $0.id == id }),
            message.status == .queued
        else { return .settled }
        let confirmation = stored.confirmation.asOf(now())
        if confirmation.status == .expired {
            return .useless(.expired, failure: Handover.failureOfExpired)
        }
        guard confirmation.status == .pending,
            message.generation == confirmation.context.generation,
            !stored.messages.contains(where: { $0.closes(message.channel) })
        else { return .useless(.canceled, failure: "no-longer-needed") }
        // The same code went out after it: twice would only puzzle the payer.
        if stored.messages.drop(while: { $0.id != id }).dropFirst().contains(where: {
            $0.generation == message.generation && $0.status.isUnderway
        }) {
            return .useless(.canceled, failure: Handover.failureOfSuperseded)
        }
        guard let details = details(of: confirmation),
            let prepared = try? composer.recompose(
                message,
                of: confirmation,
                details,
                merchant: await dependencies.directory.merchant(confirmation.context.merchant)
            )
        else { return .useless(.failed, failure: "not-composable") }
        return composer.showsWhatIsStored(prepared) ? .due(prepared) : .altered
    }

    /// The provider's own id of a message, where its reports or payers' replies carry nothing else.
    func references(of message: Message) -> [MessageReference] {
        guard let reference = message.providerReference,
            let provider = dependencies.providers[message.provider],
            provider.reportsByReference || provider.repliesByReference
        else { return [] }
        return [
            MessageReference(
                provider: message.provider,
                reference: reference,
                message: message.id
            )
        ]
    }

    // MARK: - Steps

    /// Advances a message, in one commit with all that follows from it.
    ///
    /// - Parameters:
    ///   - provider: who reports it; nil where we know it ourselves.
    ///   - recipient: the recipient that the report names, digits only; with another than the message's
    ///     own nothing happens.
    func advance(
        message id: MessageID,
        to status: MessageStatus,
        provider: String?,
        recipient: String? = nil,
        reference: String?,
        failure: Failure?,
        attempts: [DeliveryAttempt]
    ) async -> Advanced {
        do throws(Refusal) {
            let first = try await load(ofMessage: id)
            if let provider, first.messages.first(where: { $0.id == id })?.provider != provider {
                return .unknown
            }
            if let recipient,
                details(of: first.confirmation)?.isReached(byDigits: recipient) == false
            {
                return .void
            }
            var hasMoved = false
            try await change(first.confirmation.id) { (confirmation, situation) throws(Refusal) in
                let before = situation.stored.messages.first { $0.id == id }
                hasMoved = before?.status.mayBecome(status) == true
                return try self.advanced(
                    &confirmation,
                    situation,
                    message: id,
                    to: status,
                    reference: reference,
                    failure: failure,
                    attempts: attempts
                )
            }
            return hasMoved ? .taken : .unchanged
        } catch {
            if error == .notFound { return .unknown }
            logUnavailable(error)
            return .unavailable
        }
    }

    private func advanced(
        _ confirmation: inout Confirmation,
        _ situation: Situation,
        message id: MessageID,
        to status: MessageStatus,
        reference: String?,
        failure: Failure?,
        attempts: [DeliveryAttempt]
    ) throws(Refusal) -> Decided {
        let stored = situation.stored
        guard let place = stored.messages.firstIndex(where: { $0.id == id }) else {
            throw .notFound
        }
        var message = stored.messages[place]
        let before = message.status
        var decided = Decided(effects: [], attempts: attempts)
        let details = situation.details
        message.providerReference = message.providerReference ?? details?.kept(reference)
        let moves = before.mayBecome(status)
        if moves {
            let hasTrouble = status.hasFailed || status == .unknown
            message.status = status
            message.failure = hasTrouble ? details?.kept(failure?.reason) : nil
            message.failureClass = hasTrouble ? failure?.failureClass : nil
            message.updatedAt = situation.now
        }
        // What was a mere failure may turn out to be somebody else's phone: that is never too late to know.
        let isRisk =
            !moves && before.hasFailed && failure?.failureClass == .risk
            && message.failureClass != .risk
        if isRisk {
            message.failure = details?.kept(failure?.reason)
            message.failureClass = .risk
            message.updatedAt = situation.now
        }
        if moves || message != stored.messages[place] {
            decided.messageUpdates = [MessageUpdate(message, from: before)]
        }
        guard moves || isRisk else { return decided }
        if moves, let type = EventType(from: before, to: status) {
            decided.messageEvents = [(type, message)]
        }
        var messages = stored.messages
        messages[place] = message
        let following = try followed(&confirmation, situation, message, messages)
        decided.effects = following.effects
        decided.choice = following.choice
        return decided
    }

    /// What a message's new state does to its route.
    private func followed(
        _ confirmation: inout Confirmation,
        _ situation: Situation,
        _ message: Message,
        _ messages: [Message]
    ) throws(Refusal) -> Decided {
        guard message.status.hasFailed || message.status == .unknown,
            confirmation.asOf(situation.now).status == .pending
        else { return Decided(effects: []) }
        if message.failureClass == .risk {
            // Whichever message said so: nothing more goes out by itself.
            let effects = try confirmation.handle(.routeEnded, at: situation.now)
            return Decided(effects: effects + [.record(.recipientRisk)])
        }
        // Only the newest message moves the route, with its hedge: an older one has been followed already.
        let newest = newest(of: messages, situation)
        guard newest.contains(where: { $0.id == message.id }),
            !newest.contains(where: { $0.status == .queued || $0.status.isUnderway }),
            message.generation == confirmation.context.generation
        else { return Decided(effects: []) }
        return try movedOn(
            &confirmation,
            situation,
            after: messages,
            replacing: message.status.hasFailed
        )
    }

    /// Takes the next step of the route that was not taken for this generation, or ends the route.
    private func movedOn(
        _ confirmation: inout Confirmation,
        _ situation: Situation,
        after messages: [Message],
        replacing: Bool
    ) throws(Refusal) -> Decided {
        let now = situation.now
        // Another message would not arrive in time either.
        if Deadline.leavesTime(confirmation.context.expiresAt, at: now),
            let next = nextStep(of: confirmation, situation, after: messages, isRetaking: true)
        {
            do throws(Refusal) {
                let effects = try confirmation.handle(.routeMoved(replacing: replacing), at: now)
                return Decided(effects: effects, choice: .exactly(next))
            } catch {
                guard error == .sendLimit else { throw error }
            }
        }
        return Decided(effects: try confirmation.handle(.routeEnded, at: now))
    }

    /// Whether the route has somewhere else to go should a message fail now.
    func hasNextStep(after id: MessageID) async -> Bool {
        guard let stored = try? await dependencies.store.confirmation(ofMessage: id),
            stored.messages.last?.id == id
        else { return false }
        let confirmation = stored.confirmation
        let situation = Situation(
            stored: stored,
            details: details(of: confirmation),
            merchant: await dependencies.directory.merchant(confirmation.context.merchant),
            now: now()
        )
        return nextStep(of: confirmation, situation, after: stored.messages) != nil
    }

    /// A confirmation that ends takes those of its messages along that never left.
    private func withMessagesEnded(
        _ effects: [ConfirmationEffect],
        _ confirmation: Confirmation,
        _ situation: Situation
    ) -> Decided {
        var decided = Decided(effects: effects)
        guard confirmation.status == .expired else { return decided }
        for var message in situation.stored.messages where message.status == .queued {
            message.status = .expired
            message.failure = Handover.failureOfExpired
            message.updatedAt = situation.now
            decided.messageUpdates.append(MessageUpdate(message, from: .queued))
            decided.messageEvents.append((.messageUndelivered, message))
        }
        return decided
    }

    func load(ofMessage id: MessageID) async throws(Refusal) -> StoredConfirmation {
        try await found { () async throws(StoreFailure) in
            try await self.dependencies.store.confirmation(ofMessage: id)
        }
    }

    private func logUnavailable(_ refusal: Refusal) {
        guard refusal != .notFound else { return }
        dependencies.log.write(
            .warning,
            "a message's progress could not be recorded",
            [("reason", .text(refusal.label))]
        )
    }
}

extension StoredConfirmation {
    /// The same with one of its messages as it stands now.
    fileprivate func replacing(_ message: Message) -> StoredConfirmation {
        var stored = self
        for place in stored.messages.indices where stored.messages[place].id == message.id {
            stored.messages[place] = message
        }
        return stored
    }
}

/// What came of advancing a message.
enum Advanced: Equatable, Sendable {
    /// It advanced.
    case taken
    /// It had advanced so far already, or farther.
    case unchanged
    /// There is no such message, or it is another provider's.
    case unknown
    /// The report speaks of another recipient.
    case void
    /// The store can't be used now.
    case unavailable
}

extension EventType {
    /// The event that a message's step is told with; nil for steps that are not told.
    init?(from before: MessageStatus, to status: MessageStatus) {
        switch status {
        case .accepted: self = .messageSent
        case .sent:
            guard before == .queued || before == .unknown else { return nil }
            self = .messageSent
        case .delivered: self = .messageDelivered
        case .read:
            guard before != .delivered else { return nil }
            self = .messageDelivered
        case .undelivered, .expired: self = .messageUndelivered
        case .failed: self = .messageFailed
        // Of an unknown fate there is nothing to tell; the confirmation shows the status.
        case .queued, .canceled, .unknown: return nil
        }
    }
}
