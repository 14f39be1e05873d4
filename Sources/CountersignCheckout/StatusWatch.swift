import CountersignCore
import Synchronization

/// Wakes readers that wait for a confirmation's status to change.
final class StatusWatch: Sendable {
    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<Void, Never>
        var timer: Task<Void, Never>?

        func resume() {
            timer?.cancel()
            continuation.resume()
        }
    }

    private struct State {
        var waiters: [ConfirmationID: [Waiter]] = [:]
        var lastNumber = 0
        var isReleased = false
    }

    private let state = Mutex(State())

    /// Waits for a change of one confirmation, or until the milliseconds are over.
    ///
    /// `hasChanged` is asked once the wait is registered, so that a change that came just before it is
    /// not missed.
    func wait(
        for id: ConfirmationID,
        milliseconds: Int64,
        unless hasChanged: @escaping @Sendable () async -> Bool
    ) async {
        await withCheckedContinuation { continuation in
            let number = register(continuation, for: id)
            guard let number else {
                continuation.resume()
                return
            }
            let timer = Task {
                if await !hasChanged() {
                    try? await Task.sleep(for: .milliseconds(milliseconds))
                }
                self.take(id, number: number)?.resume()
            }
            let isWaiting = state.withLock { state in
                guard let place = state.waiters[id]?.firstIndex(where: { $0.number == number })
                else { return false }
                state.waiters[id]?[place].timer = timer
                return true
            }
            if !isWaiting { timer.cancel() }
        }
    }

    /// Wakes everybody who waits for this confirmation.
    func changed(_ id: ConfirmationID) {
        let waiters = state.withLock { state in
            state.waiters.isEmpty ? [] : state.waiters.removeValue(forKey: id) ?? []
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Wakes everybody, and everybody who comes later at once: the service stops.
    func releaseAll() {
        let waiters = state.withLock { state in
            state.isReleased = true
            defer { state.waiters = [:] }
            return state.waiters.values.flatMap { $0 }
        }
        for waiter in waiters { waiter.resume() }
    }

    private func register(
        _ continuation: CheckedContinuation<Void, Never>,
        for id: ConfirmationID
    ) -> Int? {
        state.withLock { state in
            guard !state.isReleased else { return nil }
            state.lastNumber += 1
            let waiter = Waiter(number: state.lastNumber, continuation: continuation)
            state.waiters[id, default: []].append(waiter)
            return state.lastNumber
        }
    }

    private func take(_ id: ConfirmationID, number: Int) -> Waiter? {
        state.withLock { state in
            guard let place = state.waiters[id]?.firstIndex(where: { $0.number == number })
            else { return nil }
            let waiter = state.waiters[id]?.remove(at: place)
            if state.waiters[id]?.isEmpty == true { state.waiters[id] = nil }
            return waiter
        }
    }
}
