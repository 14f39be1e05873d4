import CountersignCore
import CountersignMessaging
import CountersignPolicy

/// Everything that a decision makes true together, before it is committed.
struct Draft: Sendable {
    var change: Change
    /// The confirmation and its messages as they will stand.
    var stored: StoredConfirmation
    var details: Details?
    /// The message that is handed over after the commit.
    var outgoing: PreparedMessage?
    /// What the caller is told instead of a view.
    var refusal: Refusal?
    /// What was counted for it before its commit.
    var counted: [CountedEvent] = []
}

/// What became of a draft.
enum Committed: Sendable {
    case committed(RenderedAnswer?)
    case stale
    case repeated(StoredAnswer)
}

extension Checkout {
    /// Turns a decision's effects into one change.
    func draft(
        _ decided: Decided,
        _ decidedConfirmation: Confirmation,
        _ situation: Situation
    ) throws(Refusal) -> Draft {
        let (stored, details, now) = (situation.stored, situation.details, situation.now)
        var confirmation = decidedConfirmation
        var draft = Draft(change: Change(), stored: stored, details: details)
        draft.change.messageUpdates = decided.messageUpdates
        draft.change.attempts = decided.attempts
        draft.change.references = decided.messageUpdates.flatMap { references(of: $0.message) }
        for update in decided.messageUpdates {
            for place in draft.stored.messages.indices
            where draft.stored.messages[place].id == update.message.id {
                draft.stored.messages[place] = update.message
            }
        }
        var records: [EventType] = []
        for effect in decided.effects {
            switch effect {
            case .compareCode, .moveOn:
                preconditionFailure("The use case handles this effect before it makes a draft.")
            case .record(let type): records.append(type)
            case .refuse(let refusal): draft.refusal = refusal
            case .countRecipientFailure:
                let failures = stored.recipientFailures?.count ?? 0
                draft.change.recipientFailures = .count(at: now, after: failures)
            case .clearRecipientFailures:
                let failures = stored.recipientFailures?.count ?? 0
                draft.change.recipientFailures = .clear(after: failures)
            case .signReceipt(let outcome):
                let receipt = try receipt(
                    outcome,
                    confirmation,
                    draft.stored.messages,
                    confirmedBy: decided.confirmedBy,
                    deniedBy: decided.deniedBy,
                    at: now
                )
                confirmation.attach(receipt: receipt)
            case .sendMessage:
                let prepared = try outgoing(&confirmation, situation, decided)
                draft.outgoing = prepared
                draft.change.messages = [prepared.message]
                draft.stored.messages.append(prepared.message)
            }
        }
        if confirmation.version != stored.confirmation.version {
            draft.change.update = confirmation
        }
        draft.stored.confirmation = confirmation
        for (type, message) in decided.messageEvents {
            let data = EventData.message(message, of: confirmation)
            draft.change.events.append(event(type, confirmation, data, at: now))
        }
        for type in records {
            let data = EventData.confirmation(
                confirmation,
                to: details?.masked,
                refusal: type == .attemptTransactionChanged ? draft.refusal : nil,
                deniedBy: type == .confirmationDenied ? decided.deniedBy : nil
            )
            draft.change.events.append(event(type, confirmation, data, at: now))
        }
        return draft
    }

    /// Commits a draft, with the answer that the claim keeps.
    func commit(
        _ draft: Draft,
        claim: RepeatClaim?,
        at now: Instant
    ) async throws(Refusal) -> Committed {
        var change = draft.change
        guard !change.isEmpty || claim != nil else { return .committed(nil) }
        var rendered: RenderedAnswer?
        if let claim {
            let answer = claim.render(try result(of: draft, at: now))
            rendered = answer
            change.answer = sealed(answer, for: claim, at: now)
        }
        let outcome: ChangeOutcome
        do {
            outcome = try await dependencies.store.commit(change)
        } catch {
            throw refusal(error)
        }
        switch outcome {
        case .committed: return .committed(rendered)
        case .stale: return .stale
        case .repeated(let answer): return .repeated(try opened(answer))
        }
    }

    /// What follows a commit: the message goes out, waiting readers wake, the count goes up.
    func act(on draft: Draft, before: Confirmation?) {
        let confirmation = draft.stored.confirmation
        count(draft.change)
        countEvents(of: draft, before: before)
        if before == nil { count(confirmation.decision) }
        if confirmation.status != before?.status {
            dependencies.metrics.count(
                .confirmations,
                .init("status", confirmation.status.rawValue)
            )
            if before != nil { watch.changed(confirmation.id) }
            count(approvalOf: confirmation, draft.stored.messages)
        }
        if let refusal = draft.refusal {
            dependencies.metrics.count(.refusals, .init("reason", refusal.label))
        }
        if confirmation.decision.outcome == .confirm,
            draft.outgoing != nil || confirmation.status != before?.status
        {
            payers.note(confirmation, tip: draft.outgoing?.message.tip?.id)
        }
        if let outgoing = draft.outgoing { outbox.submit(outgoing) }
        learn(from: draft, before: before)
    }

    func event(
        _ type: EventType,
        _ confirmation: Confirmation,
        _ data: [UInt8],
        at now: Instant
    ) -> EventRecord {
        EventRecord(
            id: newID(EventKind.self, at: now),
            type: type,
            merchant: confirmation.context.merchant,
            confirmation: confirmation.id,
            at: now,
            data: data
        )
    }

    // MARK: - Parts

    private func result(
        of draft: Draft,
        at now: Instant
    ) throws(Refusal) -> Result<ConfirmationView, Refusal> {
        if let refusal = draft.refusal { return .failure(refusal) }
        return .success(
            try view(draft.stored.confirmation, draft.stored.messages, draft.details, at: now)
        )
    }

    func receipt(
        _ outcome: ReceiptOutcome,
        _ confirmation: Confirmation,
        _ messages: [Message],
        confirmedBy: ConfirmedBy = .code,
        deniedBy: DeniedBy = .merchant,
        at now: Instant
    ) throws(Refusal) -> String {
        let shown = messages.last {
            $0.generation == confirmation.context.generation && !$0.status.hasFailed
        }
        let facts = ReceiptFacts(
            issuer: dependencies.issuer,
            id: newID(ReceiptKind.self, at: now),
            issuedAt: now,
            outcome: outcome,
            confirmation: confirmation,
            contextSHA256: dependencies.keyring.sha256(confirmation.contextBytes),
            message: outcome == .skipped ? nil : shown,
            confirmedBy: outcome == .approved ? confirmedBy.rawValue : nil,
            deniedBy: outcome == .denied ? deniedBy.rawValue : nil
        )
        do {
            return try facts.token(
                key: dependencies.keyring.currentSignKey,
                keyring: dependencies.keyring
            )
        } catch {
            throw composer.missingKey(error)
        }
    }

    private func outgoing(
        _ confirmation: inout Confirmation,
        _ situation: Situation,
        _ decided: Decided
    ) throws(Refusal) -> PreparedMessage {
        // Without its details the recipient is unknown: the data key is gone or the row was changed.
        guard let details = situation.details else { throw .storageUnavailable }
        let step = try step(decided.choice, of: confirmation, details, situation)
        if let seconds = step.nextAfterSeconds {
            confirmation.expectConfirmation(withinSeconds: seconds)
        }
        return try composer.compose(
            confirmation,
            details,
            merchant: situation.merchant,
            candidate: step,
            after: situation.stored.messages,
            id: newID(at: situation.now),
            isResend: decided.isResend,
            at: situation.now
        )
    }
}
