internal import CCurl
import CountersignMessaging
import Synchronization

/// A request on its way to the loop, with the caller that waits for its outcome.
struct Arrival: Sendable {
    let request: OutboundRequest
    let continuation: CheckedContinuation<Result<OutboundReply, OutboundFailure>, Never>
}

/// Wakes the loop's thread.
// `curl_multi_wakeup` is the one call that libcurl allows from any thread.
@safe struct Bell: @unchecked Sendable {
    let multi: UnsafeMutableRawPointer

    func ring() {
        _ = unsafe curl_multi_wakeup(multi)
    }
}

/// What callers and the loop's thread share: requests one way, the order to stop, and the bell.
final class Mailbox: Sendable {
    private struct State {
        var arrivals: [Arrival] = []
        /// Requests taken in and not yet finished.
        var transferCount = 0
        /// Whether the loop sleeps in `curl_multi_poll`, so that the bell must be rung.
        var isAsleep = false
        /// Set once the loop should stop.
        var deadline: ContinuousClock.Instant?
        var stopWaiters: [CheckedContinuation<Void, Never>] = []
        /// Nil before the loop starts and after it ended.
        var bell: Bell?

        mutating func ring() {
            guard isAsleep else { return }
            isAsleep = false
            bell?.ring()
        }
    }

    private let state = Mutex(State())
    private let transfersMax: Int

    init(transfersMax: Int) {
        self.transfersMax = transfersMax
    }

    // MARK: - Callers

    func post(_ arrival: Arrival) {
        let refusal: String? = state.withLock { state in
            guard state.bell != nil, state.deadline == nil else { return Reason.stopped }
            guard state.transferCount < transfersMax else { return Reason.busy }
            state.transferCount += 1
            state.arrivals.append(arrival)
            state.ring()
            return nil
        }
        if let refusal {
            arrival.continuation.resume(returning: .failure(.notSent(reason: refusal)))
        }
    }

    func stop(withinMilliseconds patience: Int, then waiter: CheckedContinuation<Void, Never>?) {
        let isClosed = state.withLock { state in
            guard state.bell != nil else { return true }
            let deadline = ContinuousClock.now + .milliseconds(max(0, patience))
            state.deadline = min(state.deadline ?? deadline, deadline)
            if let waiter { state.stopWaiters.append(waiter) }
            state.ring()
            return false
        }
        if isClosed { waiter?.resume() }
    }

    // MARK: - The loop's thread

    func open(_ bell: Bell) {
        state.withLock { $0.bell = bell }
    }

    /// Swaps the new arrivals for an empty array, and tells when the loop has to stop, if it has.
    func exchange(_ arrivals: inout [Arrival]) -> ContinuousClock.Instant? {
        arrivals.removeAll(keepingCapacity: true)
        var taken = arrivals
        arrivals = []
        let deadline = state.withLock { state in
            swap(&state.arrivals, &taken)
            return state.deadline
        }
        arrivals = taken
        return deadline
    }

    /// Whether nothing came in meanwhile; from then on every arrival rings.
    ///
    /// - Parameter finished: how many transfers finished since the last call.
    func mayFallAsleep(finished: Int, knowingDeadline deadline: ContinuousClock.Instant?) -> Bool {
        state.withLock { state in
            state.transferCount -= finished
            state.isAsleep = state.arrivals.isEmpty && state.deadline == deadline
            return state.isAsleep
        }
    }

    func awake() {
        state.withLock { $0.isAsleep = false }
    }

    /// Ends the sharing: no bell after this, and the last arrivals come back to be answered.
    func close() -> [Arrival] {
        state.withLock { state in
            state.bell = nil
            defer { state.arrivals = [] }
            return state.arrivals
        }
    }

    /// Lets everybody go on who waits for the stop.
    func reportClosed() {
        let waiters = state.withLock { state in
            defer { state.stopWaiters = [] }
            return state.stopWaiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
