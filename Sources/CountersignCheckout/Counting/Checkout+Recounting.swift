public import CountersignCore
public import CountersignPolicy
import Synchronization

/// How counters come to be right: from the store, for the windows that the policies in force look at.
extension Checkout {
    /// Confirmations that are read at once.
    private static let recountedMax = 512
    /// Longest life of a confirmation in seconds: each of its sends may begin its time anew.
    static let lifeSecondsMax =
        ConfirmationSettings.sendsBounds.upperBound
        * ConfirmationSettings.expiresInSecondsBounds.upperBound

    /// Sees to it that everything is counted that some policies look at.
    ///
    /// Called before they are in force, and for the first time before anything is decided. What the store
    /// knows is read once; where everything is counted already, nothing happens. Calls wait for each other.
    /// - Throws: a ``StoreFailure``; then what was counted before stays, and it can be tried again.
    public func prepareCounters(
        for policies: [Policy]
    ) async throws(StoreFailure) {
        let wanted = CounterPlan(policies)
        guard !counters.plan.covers(wanted) else { return }
        let task = counters.rebuilding.withLock { last in
            let task = Task { [last] () -> StoreFailure? in
                _ = await last?.value
                do throws(StoreFailure) {
                    try await self.recount(for: wanted)
                    return nil
                } catch {
                    return error
                }
            }
            last = task
            return task
        }
        if let failure = await task.value { throw failure }
    }

    private func recount(for wanted: CounterPlan) async throws(StoreFailure) {
        let current = counters.plan
        guard !current.covers(wanted) else { return }
        let plan = current.merged(with: wanted)
        // What happens from now on is counted as it happens, and not read.
        let isFirst = counters.begin(plan)
        let now = now()
        var isDone = false
        defer { counters.end(isDone: isDone) }
        if let store = dependencies.counterStore {
            let since = now.advanced(bySeconds: -plan.horizonSeconds - Checkout.lifeSecondsMax)
            var last: ConfirmationID?
            while true {
                let some = try await store.countedConfirmations(
                    since: since,
                    after: last,
                    limit: Checkout.recountedMax
                )
                let events = some.flatMap { self.events(of: $0, plan) }
                counters.replay(isFirst ? events : events.filter { $0.at < now })
                guard let end = some.last, some.count == Checkout.recountedMax else { break }
                last = end.id
            }
        }
        isDone = true
    }

    /// Everything that was counted of a confirmation, if it had been.
    private func events(of counted: CountedConfirmation, _ plan: CounterPlan) -> [CountedEvent] {
        let needsDetails = subjects.needDetails(indexKey: counted.indexKey, plan)
        let details =
            needsDetails
            ? Details(
                sealed: counted.sealedDetails,
                of: counted.id,
                keyring: dependencies.keyring
            ) : nil
        let subjects = self.subjects.find(
            merchant: counted.merchant,
            mode: counted.mode,
            storedRecipient: counted.recipient,
            indexKey: counted.indexKey,
            details,
            plan
        )
        let amount = counted.amount
        switch counted.status {
        case .blocked: return []
        case .skipped:
            return [CountedEvent(.skips, amount: amount, of: subjects, at: counted.createdAt)]
        default: break
        }
        var events = [
            CountedEvent(.confirmations, amount: amount, of: subjects, at: counted.createdAt)
        ]
        events += counted.sends.map { CountedEvent(.sends, of: subjects, at: $0) }
        events += counted.wrongCodes.map { CountedEvent(.failures, of: subjects, at: $0) }
        if let closedAt = counted.closedAt {
            if counted.status == .approved {
                events.append(CountedEvent(.approvals, amount: amount, of: subjects, at: closedAt))
            } else if counted.status == .denied {
                events.append(CountedEvent(.denials, amount: amount, of: subjects, at: closedAt))
            }
        }
        return events
    }
}
