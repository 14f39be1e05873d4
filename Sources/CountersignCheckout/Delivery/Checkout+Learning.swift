import CountersignCore
import CountersignMessaging

/// What the end of a message teaches about its route, and what follows from it.
extension Checkout {
    /// What follows a commit for messages: those that nobody needs any more are taken back, and a code
    /// that came back speaks for the provider of the message that brought it.
    func learn(from draft: Draft, before: Confirmation?) {
        guard let before, let details = draft.details else { return }
        let after = draft.stored.confirmation
        let messages = draft.stored.messages
        if after.context.generation != before.context.generation {
            outbox.revoke(
                messages.filter { $0.generation == before.context.generation },
                of: details
            )
            return
        }
        guard after.status != before.status else { return }
        let current = messages.filter { $0.generation == after.context.generation }
        let latest = current.last { !$0.status.hasFailed }
        switch after.status {
        case .approved:
            if let latest { learn(of: latest, isConfirmed: true, details) }
            outbox.revoke(current.filter { $0.id != latest?.id }, of: details)
        case .expired:
            if let latest { learn(of: latest, isConfirmed: false, details) }
            outbox.revoke(current, of: details)
        case .denied, .canceled, .exhausted: outbox.revoke(current, of: details)
        case .pending, .skipped, .blocked: return
        }
    }

    /// A message that left although nobody needs it any more; nil where it is needed or has been read.
    ///
    /// - Parameter reference: the provider's own id of it, where the store may not have it.
    func lateMessage(
        _ id: MessageID,
        _ reference: String?
    ) async -> (message: Message, details: Details)? {
        guard let stored = try? await load(ofMessage: id),
            let details = details(of: stored.confirmation),
            var message = stored.messages.first(where: { $0.id == id }),
            message.status != .delivered, message.status != .read
        else { return nil }
        let confirmation = stored.confirmation.asOf(now())
        let isCurrent = message.generation == confirmation.context.generation
        if isCurrent, confirmation.status == .pending { return nil }
        // The latest of an approved payment has brought the code, or might have.
        if isCurrent, confirmation.status == .approved,
            stored.messages.last(where: { !$0.status.hasFailed })?.id == id
        {
            return nil
        }
        message.providerReference = message.providerReference ?? reference
        return (message, details)
    }

    /// Takes note of a message that was confirmed within its time, or was not.
    func learn(of message: Message, isConfirmed: Bool, _ details: Details) {
        // Whether a message without a known fate left at all is not known.
        guard message.status != .queued, message.status != .unknown else { return }
        let change = switchboard.note(
            isConfirmed: isConfirmed,
            provider: message.provider,
            country: details.recipient.phone?.country ?? "",
            at: now()
        )
        if let change { outbox.aside { await $0.announce(change) } }
    }

    /// Tells the operator, and the merchants whose routes use it, that a provider is in trouble or back.
    func announce(_ change: Switchboard.Change) async {
        let state = change.isDegraded ? "degraded" : "recovered"
        dependencies.metrics.count(
            .routes,
            .init("provider", change.provider),
            .init("state", state)
        )
        dependencies.log.write(
            change.isDegraded ? .warning : .info,
            "a provider is left while it is in trouble, or is used again",
            [
                ("provider", .text(change.provider)), ("state", .text(state)),
                ("reason", .text(change.trouble.rawValue)),
                ("country", .text(change.country ?? "")),
            ]
        )
        guard let provider = dependencies.providers[change.provider] else { return }
        let now = now()
        let data = EventData.route(change, channel: provider.channel)
        let merchants = await dependencies.directory.directory().merchants.keys
            .filter { dependencies.route($0, .live).uses(change.provider) }
        for start in stride(from: 0, to: merchants.count, by: Checkout.eventsMaxInOneCommit) {
            let some = merchants[
                start..<min(start + Checkout.eventsMaxInOneCommit, merchants.count)
            ]
            var events = Change()
            events.events = some.map { merchant in
                EventRecord(
                    id: newID(EventKind.self, at: now),
                    type: .routeDegraded,
                    merchant: merchant,
                    confirmation: nil,
                    at: now,
                    data: data
                )
            }
            _ = try? await dependencies.store.commit(events)
        }
    }

    /// Takes note of a report that says that the provider refuses our account or configuration.
    func noteStop(reported report: DeliveryReport, by provider: String) {
        dependencies.log.write(
            .error,
            "a provider refuses our account or configuration",
            [("provider", .text(provider)), ("reason", .text(report.failure ?? "report"))]
        )
        let now = now()
        let change = switchboard.note(
            .refuses,
            of: provider,
            begunAt: now,
            milliseconds: nil,
            at: now
        )
        if let change { outbox.aside { await $0.announce(change) } }
    }

    /// Events of one change that many merchants are told of, so that none holds up the store.
    static let eventsMaxInOneCommit = 256
}
