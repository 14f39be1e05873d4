import CountersignCore
import CountersignPolicy

/// What committed changes add to the counters of policies.
extension Checkout {
    /// Counts what a committed change of a confirmation did; its opening was counted when it was decided.
    func countEvents(of draft: Draft, before: Confirmation?) {
        guard let before else { return }
        let plan = counters.planAhead
        guard !plan.isEmpty else { return }
        let after = draft.stored.confirmation
        let subjects = self.subjects.find(
            merchant: after.context.merchant,
            mode: after.mode,
            storedRecipient: after.context.recipient,
            indexKey: after.keys.index,
            draft.details,
            plan
        )
        var added: [CountedEvent] = []
        var takenBack: [CountedEvent] = []
        func event(
            _ kind: Counter.Kind,
            _ amount: Amount? = nil,
            at moment: Instant
        ) -> CountedEvent {
            CountedEvent(kind, amount: amount, of: subjects, at: moment)
        }
        for message in draft.change.messages {
            added.append(event(.sends, at: message.createdAt))
        }
        for update in draft.change.messageUpdates {
            let (had, has) = (update.from.hasFailed, update.message.status.hasFailed)
            let send = event(.sends, at: update.message.createdAt)
            if !had, has { takenBack.append(send) }
            if had, !has { added.append(send) }
        }
        for record in draft.change.events where record.type == .attemptWrongCode {
            added.append(event(.failures, at: record.at))
        }
        if before.context.amount != after.context.amount {
            takenBack.append(event(.confirmations, before.context.amount, at: after.createdAt))
            added.append(event(.confirmations, after.context.amount, at: after.createdAt))
        }
        if before.status != after.status, let closedAt = after.closedAt {
            switch after.status {
            case .approved: added.append(event(.approvals, after.context.amount, at: closedAt))
            case .denied: added.append(event(.denials, after.context.amount, at: closedAt))
            default: break
            }
        }
        counters.takeBack(takenBack)
        counters.add(added)
    }
}
