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
        _ message: Message,
        as status: MessageStatus,
        reference: String?,
        failure: String?,
        attempts: [DeliveryAttempt]
    ) async -> Bool {
        await advance(
            message: message.id,
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
    func wake(_ id: ConfirmationID) async -> Bool {
        do throws(Refusal) {
            _ = try await change(
                id,
                merchant: nil,
                claim: nil,
                load: { () async throws(Refusal) in try await self.load(id) },
                decide: { (confirmation, situation) throws(Refusal) in
                    let effects = try confirmation.handle(.woken, at: situation.now)
                    guard effects == [.moveOn] else { return Decided(effects: effects) }
                    // Whatever a receipt claims of the message: receipts are no proof.
                    return try self.movedOn(
                        &confirmation,
                        situation,
                        after: situation.stored.messages,
                        replacing: false
                    )
                }
            )
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
            return .useless(message, .expired, failure: "code-expired")
        }
        guard confirmation.status == .pending,
            message.generation == confirmation.context.generation
        else { return .useless(message, .canceled, failure: "no-longer-needed") }
        guard let details = details(of: confirmation),
            let prepared = try? composer.recompose(
                message,
                of: confirmation,
                details,
                merchant: await dependencies.directory.merchant(confirmation.context.merchant)
            )
        else { return .useless(message, .failed, failure: "not-composable") }
        return composer.showsWhatIsStored(prepared) ? .due(prepared) : .altered(message)
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

    func advance(
        message id: MessageID,
        to status: MessageStatus,
        provider: String?,
        reference: String?,
        failure: String?,
        attempts: [DeliveryAttempt]
    ) async -> CallbackAnswer {
        do throws(Refusal) {
            let first = try await load(ofMessage: id)
            if let provider, first.messages.first(where: { $0.id == id })?.provider != provider {
                return .unknown
            }
            _ = try await change(
                first.confirmation.id,
                merchant: nil,
                claim: nil,
                load: { () async throws(Refusal) in try await self.load(ofMessage: id) },
                decide: { (confirmation, situation) throws(Refusal) in
                    try self.advanced(
                        &confirmation,
                        situation,
                        message: id,
                        to: status,
                        reference: reference,
                        failure: failure,
                        attempts: attempts
                    )
                }
            )
            return .taken
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
        failure: String?,
        attempts: [DeliveryAttempt]
    ) throws(Refusal) -> Decided {
        let (stored, now) = (situation.stored, situation.now)
        guard var message = stored.messages.first(where: { $0.id == id }) else { throw .notFound }
        let before = message.status
        var decided = Decided(effects: [], attempts: attempts)
        let details = situation.details
        message.providerReference = message.providerReference ?? details?.kept(reference)
        let moves = before.mayBecome(status)
        if moves {
            message.status = status
            message.failure = status.hasFailed || status == .unknown ? details?.kept(failure) : nil
            message.updatedAt = now
        }
        if moves || message != stored.messages.first(where: { $0.id == id }) {
            decided.messageUpdates = [MessageUpdate(message, from: before)]
        }
        guard moves else { return decided }
        if let type = EventType(from: before, to: status) {
            decided.messageEvents = [(type, message)]
        }
        // Only the newest message moves the route: an older one has been followed already.
        guard status.hasFailed || status == .unknown, stored.messages.last?.id == id,
            message.generation == confirmation.context.generation,
            confirmation.asOf(now).status == .pending
        else { return decided }
        var following = try movedOn(
            &confirmation,
            situation,
            after: stored.messages.map { $0.id == id ? message : $0 },
            replacing: status.hasFailed
        )
        following.messageUpdates = decided.messageUpdates
        following.messageEvents = decided.messageEvents
        following.attempts = decided.attempts
        return following
    }

    /// Takes the next step of the route that was not taken for this generation, or ends the route.
    ///
    /// A message whose text could not be made again took no step: its own is taken anew.
    private func movedOn(
        _ confirmation: inout Confirmation,
        _ situation: Situation,
        after messages: [Message],
        replacing: Bool
    ) throws(Refusal) -> Decided {
        let now = situation.now
        let tried = messages.filter {
            $0.generation == confirmation.context.generation
                && $0.failure != Handover.failureOfAltered
        }
        let current = confirmation
        let candidates =
            situation.details.map {
                composer.candidates(for: current, $0, brand: situation.brand)
            } ?? []
        let altered = messages.last.flatMap {
            $0.failure == Handover.failureOfAltered ? $0 : nil
        }
        let next =
            candidates.first { $0 == altered?.step }
            ?? candidates.first { candidate in !tried.contains { $0.step == candidate } }
        if let next {
            do throws(Refusal) {
                let effects = try confirmation.handle(.routeMoved(replacing: replacing), at: now)
                return Decided(effects: effects, choice: .exactly(next))
            } catch {
                guard error == .sendLimit else { throw error }
            }
        }
        return Decided(effects: try confirmation.handle(.routeEnded, at: now))
    }

    private func load(ofMessage id: MessageID) async throws(Refusal) -> StoredConfirmation {
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

extension Message {
    /// The step of the route that it took.
    fileprivate var step: Route.Candidate {
        Route.Candidate(channel: channel, provider: provider)
    }
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
