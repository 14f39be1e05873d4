import CountersignCore
import CountersignMessaging
import Synchronization

/// What is to be done about a stored message that was to be handed over.
enum Handover: Sendable {
    /// It is handed over, in the form that it had.
    case due(PreparedMessage)
    /// Nobody needs it any more, or it can't be made again: it ends with this status.
    case useless(Message, MessageStatus, failure: String)
    /// Its template or its merchant's words have changed: made again it would differ from what its
    /// receipt will state.
    case altered(Message)
    /// Its fate is known already.
    case settled
    /// The store can't be read at the moment.
    case unreadable

    /// Why an altered message failed.
    static let failureOfAltered = "template-changed"
}

/// Hands messages over to their providers, at its own pace, from what the store promises.
///
/// At most ``inFlightMax`` hand-overs run at once. What comes beyond waits as a bare id and is read from
/// the store again when its turn comes, so that a backlog costs little memory.
final class Outbox: Sendable {
    /// Hand-overs under way at once.
    static let inFlightMax = 512
    /// Prepared messages that wait in memory with everything that they need.
    static let preparedMax = 2_048
    /// Hand-overs of one message to one provider, the first included.
    static let attemptsMax = 3
    /// How often a lane that rests looks whether the outbox stops, in milliseconds.
    static let restSliceMilliseconds: Int64 = 250

    /// Pause before a store that can't be read is asked again, in milliseconds.
    static let rereadMilliseconds: Int64 = 500

    private enum Work: Sendable {
        case prepared(PreparedMessage)
        case stored(MessageID)
    }

    private struct State {
        var waiting: [Work] = []
        var next = 0
        var inFlight = 0
        /// What waits is still handed over once; nobody rests for another attempt any more.
        var isDraining = false
        /// Nothing is begun any more.
        var isStopping = false
        weak var checkout: Checkout?

        var waitingCount: Int { waiting.count - next }

        mutating func take() -> Work? {
            guard next < waiting.count else { return nil }
            let work = waiting[next]
            next += 1
            if next == waiting.count {
                waiting = []
                next = 0
            } else if next > 4_096 {
                waiting.removeFirst(next)
                next = 0
            }
            return work
        }
    }

    private let dependencies: CheckoutDependencies
    private let state = Mutex(State())

    init(_ dependencies: CheckoutDependencies) {
        self.dependencies = dependencies
    }

    func attach(_ checkout: Checkout) {
        state.withLock { $0.checkout = checkout }
    }

    /// Hand-overs under way or waiting.
    var pending: Int { state.withLock { $0.inFlight + $0.waitingCount } }

    /// Takes a message that is committed.
    func submit(_ message: PreparedMessage) {
        let holdsAll = state.withLock { $0.waitingCount < Outbox.preparedMax }
        enqueue(holdsAll ? .prepared(message) : .stored(message.message.id))
    }

    /// Takes messages that an earlier run of the service promised.
    func resubmit(_ messages: [MessageID]) {
        for message in messages { enqueue(.stored(message)) }
    }

    /// Hands over what waits, for at most so many seconds, then begins nothing more.
    ///
    /// What is left then, or would have to be tried again, stays queued in the store for the next start.
    func drain(secondsMax: Int) async {
        state.withLock { $0.isDraining = true }
        for _ in 0..<secondsMax * 50 {
            if pending == 0 { break }
            try? await Task.sleep(for: .milliseconds(20))
        }
        state.withLock { $0.isStopping = true }
    }

    private func enqueue(_ work: Work) {
        let starts = state.withLock { state in
            guard !state.isStopping else { return false }
            state.waiting.append(work)
            guard state.inFlight < Outbox.inFlightMax else { return false }
            state.inFlight += 1
            return true
        }
        if starts { Task { await self.work() } }
    }

    /// One lane: hands over until nothing waits.
    private func work() async {
        while true {
            let (work, checkout) = state.withLock { state -> (Work?, Checkout?) in
                let work = state.isStopping ? nil : state.take()
                if work == nil { state.inFlight -= 1 }
                return (work, state.checkout)
            }
            guard let work, let checkout else { return }
            switch work {
            case .prepared(let message): await handOver(message, checkout)
            case .stored(let id): await handOver(id, checkout)
            }
        }
    }

    // MARK: - One message

    private func handOver(_ id: MessageID, _ checkout: Checkout) async {
        switch await checkout.handover(of: id) {
        case .due(let message): await handOver(message, checkout)
        case .useless(let message, let status, let failure):
            await settle(message, status, failure: failure, [], checkout)
        case .altered(let message):
            let failure = Handover.failureOfAltered
            await settle(message, .failed, failure: failure, [], checkout)
        case .settled: return
        case .unreadable:
            // It was promised: the store is asked again until it answers or the service stops.
            try? await Task.sleep(for: .milliseconds(Outbox.rereadMilliseconds))
            enqueue(.stored(id))
        }
    }

    private func handOver(_ prepared: PreparedMessage, _ checkout: Checkout) async {
        guard let provider = dependencies.providers[prepared.message.provider] else {
            await settle(
                prepared.message,
                .failed,
                failure: "provider-not-configured",
                [],
                checkout
            )
            return
        }
        var attempts: [DeliveryAttempt] = []
        while true {
            let startedAt = dependencies.clock.now()
            guard startedAt < prepared.confirmation.context.expiresAt else {
                await settle(
                    prepared.message,
                    .expired,
                    failure: "code-expired",
                    attempts,
                    checkout
                )
                return
            }
            let dispatch = Dispatch(
                message: prepared.message,
                to: prepared.to,
                rendered: prepared.rendered,
                expiresAt: prepared.confirmation.context.expiresAt,
                now: startedAt
            )
            let result = await dependencies.carrier.send(provider.request(for: dispatch))
            let outcome = provider.outcome(of: result)
            attempts.append(
                DeliveryAttempt(
                    message: prepared.message.id,
                    number: attempts.count + 1,
                    provider: provider.name,
                    startedAt: startedAt,
                    finishedAt: dependencies.clock.now(),
                    outcome: outcome.label,
                    httpStatus: (try? result.get())?.status
                )
            )
            dependencies.metrics.count(
                .handovers,
                .init("provider", provider.name),
                .init("outcome", outcome.label)
            )
            guard let pause = pause(after: outcome, attempts.count, provider, prepared) else {
                await finish(prepared, outcome, attempts, checkout)
                return
            }
            guard await rest(milliseconds: pause) else { return }
            switch await checkout.handover(of: prepared.message.id) {
            // What is in memory is the message as it was promised.
            case .due, .altered, .unreadable: continue
            case .settled:
                // A report was faster; no status follows another back to this one, so only the
                // attempts are added.
                await settle(prepared.message, .queued, attempts, checkout)
                return
            case .useless(let message, let status, let failure):
                await settle(message, status, failure: failure, attempts, checkout)
                return
            }
        }
    }

    /// Waits before another attempt; false when the outbox drains, and the store keeps the message.
    private func rest(milliseconds: Int64) async -> Bool {
        var left = milliseconds
        while left > 0, !state.withLock({ $0.isDraining }) {
            let slice = min(left, Outbox.restSliceMilliseconds)
            try? await Task.sleep(for: .milliseconds(slice))
            left -= slice
        }
        return !state.withLock { $0.isDraining }
    }

    /// Milliseconds to wait before the same provider is tried again; nil when it is not.
    private func pause(
        after outcome: DispatchOutcome,
        _ attempts: Int,
        _ provider: any Provider,
        _ prepared: PreparedMessage
    ) -> Int64? {
        guard attempts < Outbox.attemptsMax else { return nil }
        let left = dependencies.clock.now().secondsUntil(prepared.confirmation.context.expiresAt)
        switch outcome {
        case .retrySame(let seconds, _):
            // A fallback now is worth more to the payer than this provider later.
            guard seconds <= 10, seconds < left else { return nil }
            return Int64(max(seconds, 1)) * 1_000
        case .unknown:
            return provider.hasIdempotencyHandle && left > 2 ? 1_000 : nil
        case .accepted, .fallback, .drop, .stop, .risk: return nil
        }
    }

    private func finish(
        _ prepared: PreparedMessage,
        _ outcome: DispatchOutcome,
        _ attempts: [DeliveryAttempt],
        _ checkout: Checkout
    ) async {
        switch outcome {
        case .accepted(let given):
            let reference = prepared.details.kept(given)
            let isRecorded = await checkout.settleAccepted(
                prepared,
                reference: reference,
                attempts: attempts
            )
            guard !isRecorded else { return }
            await settle(prepared.message, .accepted, reference: reference, attempts, checkout)
        case .unknown(let reason):
            await settle(prepared.message, .unknown, failure: reason, attempts, checkout)
        case .retrySame(_, let reason), .fallback(let reason), .drop(let reason), .risk(let reason):
            await settle(prepared.message, .failed, failure: reason, attempts, checkout)
        case .stop(let reason):
            dependencies.log.write(
                .error,
                "a provider refuses our account or configuration",
                [("provider", .text(prepared.message.provider)), ("reason", .text(reason))]
            )
            await settle(prepared.message, .failed, failure: reason, attempts, checkout)
        }
    }

    private func settle(
        _ message: Message,
        _ status: MessageStatus,
        reference: String? = nil,
        failure: String? = nil,
        _ attempts: [DeliveryAttempt],
        _ checkout: Checkout
    ) async {
        // The store may be busy or full for a while; what happened must not be forgotten meanwhile.
        for pause in [50, 200, 1_000, 5_000] {
            let isRecorded = await checkout.settle(
                message,
                as: status,
                reference: reference,
                failure: failure,
                attempts: attempts
            )
            if isRecorded { return }
            try? await Task.sleep(for: .milliseconds(pause))
        }
    }
}
