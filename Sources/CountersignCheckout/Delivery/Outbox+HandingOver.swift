import CountersignCore
import CountersignMessaging

/// One try to hand one message over, from the look whether it is still needed to its recorded end.
extension Outbox {
    /// How long a message may have waited before the store is asked whether it is still needed, in
    /// milliseconds.
    static let freshMilliseconds: Int64 = 1_000
    /// Pause before a store that can't be read is asked again, in milliseconds.
    static let rereadMilliseconds: Int64 = 500

    /// What a parcel holds.
    enum Opened: Sendable {
        case ready(PreparedMessage)
        case later(Rest)
        case ended
    }

    /// Hands a message over, and says when to try again; nil when its end is recorded.
    func handOver(_ parcel: Parcel, _ checkout: Checkout) async -> Rest? {
        let prepared: PreparedMessage
        switch await opened(parcel, checkout) {
        case .ready(let message): prepared = message
        case .later(let rest): return rest
        case .ended: return nil
        }
        var parcel = parcel
        parcel.prepared = prepared
        guard Deadline.leavesTime(prepared.expiresAt, at: dependencies.clock.now()) else {
            await expire(parcel, prepared, checkout)
            return nil
        }
        guard let provider = dependencies.providers[prepared.message.provider] else {
            await settle(parcel, .failed, Failure("provider-not-configured"), checkout)
            return nil
        }
        if let wait = await wait(for: provider, parcel, prepared, checkout) { return wait.rest }
        let hedge = hedge(prepared, parcel, checkout)
        let tried = await tried(prepared, provider, parcel)
        hedge?.cancel()
        parcel.attempts = tried.attempts
        parcel.isPreparationDone = tried.isPreparationDone
        guard let outcome = tried.outcome else {
            await expire(parcel, prepared, checkout)
            return nil
        }
        return await end(parcel, prepared, provider, outcome, checkout)
    }

    /// Opens a parcel: the message with everything that it needs, if anybody still needs it.
    func opened(_ parcel: Parcel, _ checkout: Checkout) async -> Opened {
        let age = dependencies.clock.now().milliseconds - parcel.since.milliseconds
        if let prepared = parcel.prepared, parcel.attempts.isEmpty,
            age <= Outbox.freshMilliseconds
        {
            return .ready(prepared)
        }
        switch await checkout.handover(of: parcel.id) {
        case .due(let message): return .ready(parcel.prepared ?? message)
        case .useless(let status, let failure):
            // Of a message that may have left nobody can say that it was taken back in time.
            let mayHaveLeft = parcel.attempts.contains {
                $0.outcome == FailureClass.unknown.rawValue
            }
            let end = status == .canceled && mayHaveLeft ? .unknown : status
            await settle(parcel, end, Failure(failure), checkout)
        case .altered:
            // What is in memory is the message as it was promised.
            if let prepared = parcel.prepared { return .ready(prepared) }
            await settle(parcel, .failed, Failure(Handover.failureOfAltered), checkout)
        case .settled:
            // A report was faster; no status follows another back to this one, so only the attempts are
            // added.
            if !parcel.attempts.isEmpty { await settle(parcel, .queued, nil, checkout) }
        case .unreadable:
            if let prepared = parcel.prepared, !parcel.attempts.isEmpty { return .ready(prepared) }
            // It was promised: the store is asked again until it answers or the service stops.
            return .later(Rest(parcel: parcel, milliseconds: Outbox.rereadMilliseconds))
        }
        return .ended
    }

    /// Sends a message elsewhere before it left; false where its route has nothing else now.
    func passedOver(_ parcel: Parcel, _ checkout: Checkout) async -> Bool {
        guard await checkout.hasNextStep(after: parcel.id) else { return false }
        var parcel = parcel
        let now = dependencies.clock.now()
        note(.init(parcel, "passed-over", since: now, until: now), in: &parcel.attempts)
        await settle(parcel, .failed, Failure(Handover.failureOfPassedOver, .fallback), checkout)
        return true
    }

    // MARK: - Before

    /// Whether a message has to wait, or went elsewhere meanwhile: both end this try.
    private struct Wait {
        var rest: Rest?
    }

    private func wait(
        for provider: any Provider,
        _ parcel: Parcel,
        _ prepared: PreparedMessage,
        _ checkout: Checkout
    ) async -> Wait? {
        let now = dependencies.clock.now()
        if !switchboard.admits(provider.name, at: now) || parcel.isImpatient(at: now) {
            // The last provider of a route is tried however it is: nothing is lost by it.
            if await passedOver(parcel, checkout) { return Wait() }
        }
        let recipient = prepared.confirmation.context.recipient
        let pause = paceMilliseconds(of: recipient, through: provider.name)
        guard pause > 0 else { return nil }
        if pause > parcel.patienceMilliseconds ?? .max, await passedOver(parcel, checkout) {
            return Wait()
        }
        guard
            Deadline.leavesTime(prepared.expiresAt, at: now.advanced(byMilliseconds: pause))
        else {
            if await !passedOver(parcel, checkout) { await expire(parcel, prepared, checkout) }
            return Wait()
        }
        return Wait(rest: Rest(parcel: parcel, milliseconds: pause))
    }

    // MARK: - After

    private func end(
        _ parcel: Parcel,
        _ prepared: PreparedMessage,
        _ provider: any Provider,
        _ outcome: DispatchOutcome,
        _ checkout: Checkout
    ) async -> Rest? {
        if let pause = await pause(after: outcome, parcel, prepared, provider, checkout) {
            return Rest(parcel: parcel, milliseconds: pause)
        }
        switch outcome {
        case .accepted(let given):
            let reference = prepared.details.kept(given)
            let isRecorded = await checkout.settleAccepted(
                prepared,
                reference: reference,
                attempts: parcel.attempts
            )
            if !isRecorded { await settle(parcel, .accepted, nil, reference: reference, checkout) }
            takeBackLate(parcel, reference)
        case .unknown(let reason):
            await settle(parcel, .unknown, Failure(reason, .unknown), checkout)
            takeBackLate(parcel, nil)
        case .retrySame(_, let reason), .fallback(let reason), .drop(let reason), .risk(let reason),
            .stop(let reason):
            await settle(parcel, .failed, Failure(reason, outcome.failureClass), checkout)
        }
        return nil
    }

    /// Milliseconds to wait before the same provider is tried again; nil when it is not.
    private func pause(
        after outcome: DispatchOutcome,
        _ parcel: Parcel,
        _ prepared: PreparedMessage,
        _ provider: any Provider,
        _ checkout: Checkout
    ) async -> Int64? {
        let seconds: Int
        switch outcome {
        case .retrySame(let asked, _): seconds = asked
        case .unknown where provider.hasIdempotencyHandle: seconds = 1
        case .unknown, .accepted, .fallback, .drop, .stop, .risk: return nil
        }
        return Deadline.pauseMilliseconds(
            afterSeconds: seconds,
            attempts: parcel.attempts.count,
            hasOthers: await checkout.hasNextStep(after: parcel.id),
            expiresAt: prepared.expiresAt,
            at: dependencies.clock.now(),
            random: dependencies.entropy.bytes(1)[0]
        )
    }

    private func expire(
        _ parcel: Parcel,
        _ prepared: PreparedMessage,
        _ checkout: Checkout
    ) async {
        let isOver = dependencies.clock.now() >= prepared.expiresAt
        await settle(
            parcel,
            .expired,
            Failure(isOver ? Handover.failureOfExpired : "too-late"),
            checkout
        )
    }

    private func settle(
        _ parcel: Parcel,
        _ status: MessageStatus,
        _ failure: Failure?,
        reference: String? = nil,
        _ checkout: Checkout
    ) async {
        // The store may be busy or full for a while; what happened must not be forgotten meanwhile. The
        // place of the hand-over stays taken: nothing more goes out that could not be written down.
        var pauses = [50, 200, 1_000][...]
        while true {
            let isRecorded = await checkout.settle(
                parcel.id,
                as: status,
                reference: reference,
                failure: failure,
                attempts: parcel.attempts
            )
            // Once its code is dead, its confirmation ends it.
            let isOver = Deadline.isLongPast(parcel.expiresAt, at: dependencies.clock.now())
            if isRecorded || isOver || isStopping { return }
            try? await Task.sleep(for: .milliseconds(pauses.popFirst() ?? 5_000))
        }
    }
}

/// Why a message failed, and what that asks for.
struct Failure: Equatable, Sendable {
    /// A short word, never a provider's free text.
    let reason: String
    let failureClass: FailureClass?

    init(_ reason: String, _ failureClass: FailureClass? = nil) {
        self.reason = reason
        self.failureClass = failureClass
    }
}

extension PreparedMessage {
    /// When its code dies.
    var expiresAt: Instant { confirmation.context.expiresAt }
}
