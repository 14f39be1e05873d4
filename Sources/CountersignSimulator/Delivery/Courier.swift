import CountersignCore
import CountersignMessaging
import Synchronization

/// Brings messages to phones and reports to the service, each after the same short delay.
final class Courier: Sendable {
    /// Messages on their way at once; past it, platforms answer that they are busy.
    static let deliveriesMax = 10_000
    /// Waits before a report is posted again, in milliseconds; then it is given up.
    static let repeatDelaysMilliseconds = [250, 500, 1_000, 2_000, 4_000]

    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var deliveriesSoFar = 0
        var service: String?
        var isStopped = false
    }

    private let state = Mutex(State())
    private let carrier: any Carrier
    private let phones: SimulatedPhones
    private let clock: any Clock
    private let delayMilliseconds: Int

    init(
        carrier: any Carrier,
        phones: SimulatedPhones,
        clock: any Clock,
        delayMilliseconds: Int
    ) {
        self.carrier = carrier
        self.phones = phones
        self.clock = clock
        self.delayMilliseconds = delayMilliseconds
    }

    /// Where reports go: the service's base URL without a slash at its end.
    func setService(_ url: String) {
        state.withLock { $0.service = url }
    }

    /// Takes a delivery on; false when there are too many, or when stopped.
    func take(_ delivery: Delivery) -> Bool {
        state.withLock { state in
            guard !state.isStopped, state.tasks.count < Courier.deliveriesMax else { return false }
            state.deliveriesSoFar += 1
            let number = state.deliveriesSoFar
            // The task can't forget itself before it is noted: forgetting waits for this lock.
            state.tasks[number] = Task {
                await self.carry(delivery)
                self.state.withLock { $0.tasks[number] = nil }
            }
            return true
        }
    }

    /// Takes nothing more, gives up what waits, and returns when no request is under way.
    func stop() async {
        let tasks = state.withLock { state in
            state.isStopped = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    private func carry(_ delivery: Delivery) async {
        guard await pause(delayMilliseconds) else { return }
        if var message = delivery.message {
            message.at = clock.now()
            phones.receive(message)
        }
        for report in delivery.reports {
            await post(report)
            guard await pause(delayMilliseconds) else { return }
        }
    }

    /// Posts until the service takes the report, as platforms do, but for seconds instead of days.
    private func post(_ report: Report) async {
        let happenedAt = clock.now()
        for delay in Courier.repeatDelaysMilliseconds + [0] {
            if let service = state.withLock({ $0.service }) {
                let request = report.request(service, happenedAt, clock.now())
                if case .success(let reply) = await carrier.send(request),
                    (200...299).contains(reply.status)
                {
                    return
                }
            }
            guard await pause(delay) else { return }
        }
    }

    /// False when the courier was stopped meanwhile.
    private func pause(_ milliseconds: Int) async -> Bool {
        if milliseconds > 0 { try? await Task.sleep(for: .milliseconds(milliseconds)) }
        return !Task.isCancelled
    }
}
