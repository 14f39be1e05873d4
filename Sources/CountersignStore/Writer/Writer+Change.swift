import CountersignCore

extension Writer {
    /// Applies a change within the open transaction.
    ///
    /// It decides before it writes: everything that can make a change stale or repeated is looked at
    /// first, so that an ordinary refusal leaves nothing to take back.
    func apply(_ change: Change) throws(StoreFault) -> ChangeOutcome {
        var outdated: Int64?
        if let answer = change.answer, let kept = try changes.answer(answer.key) {
            if AnswerRow.isKept(kept.answer, at: answer.at) { return .repeated(kept.answer) }
            outdated = kept.number
        }
        guard try failuresStand(for: change) else { return .stale }
        if let update = change.onlyGuard {
            // The commonest change of all: its guard is its first write, which needs no look before.
            guard try changes.update(update, on: connection) else { return .stale }
        } else {
            for update in change.messageUpdates {
                guard try changes.stands(update.message.id, at: update.from) else {
                    return .stale
                }
            }
        }
        if let confirmation = change.update {
            guard try changes.update(confirmation, on: connection) else { return .stale }
        }
        if let confirmation = change.insert { try changes.insert(confirmation) }
        for message in change.messages { try changes.insert(message) }
        if change.onlyGuard == nil {
            for update in change.messageUpdates {
                guard try changes.update(update, on: connection) else {
                    throw .guardMissed
                }
            }
        }
        for attempt in change.attempts { try changes.insert(attempt) }
        for reference in change.references { try changes.insert(reference) }
        for event in change.events { try append(event) }
        if let answer = change.answer { try changes.insert(answer, replacing: outdated) }
        try applyFailures(of: change)
        return .committed
    }

    /// Appends an event, and queues a posted one for every endpoint of its merchant.
    func append(_ event: EventRecord) throws(StoreFault) {
        let endpoints = event.type.isPosted ? directory.endpoints(of: event.merchant) : []
        try changes.insert(event, for: endpoints, on: connection)
    }

    private func applyFailures(of change: Change) throws(StoreFault) {
        guard let failures = change.recipientFailures,
            let recipient = (change.update ?? change.insert).map(RecipientRow.key)
        else { return }
        switch failures {
        case .count(let now, _): try changes.count(failureOf: recipient, at: now)
        case .clear(after: 0): return
        case .clear: try changes.clear(failuresOf: recipient)
        }
    }

    /// Whether the recipient's wrong codes are still as many as the change was decided on.
    private func failuresStand(for change: Change) throws(StoreFault) -> Bool {
        guard let failures = change.recipientFailures,
            let recipient = (change.update ?? change.insert).map(RecipientRow.key)
        else { return true }
        switch failures {
        case .count(_, let count), .clear(let count):
            return try changes.failures(of: recipient) == count
        }
    }
}

extension Change {
    /// The message update that alone decides whether the change is stale; nil where more than it does.
    fileprivate var onlyGuard: MessageUpdate? {
        guard insert == nil, update == nil, answer == nil, messageUpdates.count == 1 else {
            return nil
        }
        return messageUpdates.first
    }
}
