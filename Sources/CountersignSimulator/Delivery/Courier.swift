import CountersignCore
import CountersignMessaging
import Synchronization

/// Brings messages to phones and reports to the service, each when its fate says.
final class Courier: Sendable {
    /// Messages on their way at once; past it, platforms answer that they are busy.
    static let deliveriesMax = 10_000
    /// Waits before a report is posted again, in milliseconds; then it is given up.
    static let repeatDelaysMilliseconds = [250, 500, 1_000, 2_000, 4_000]

    private struct Carried {
        let task: Task<Void, Never>
        /// Whether it is still to arrive.
        var isPending: Bool
    }

    private struct State {
        var carried: [Int: Carried] = [:]
        var deliveriesSoFar = 0
        var service: String?
        var isStopped = false
    }

    private let state = Mutex(State())
    private let carrier: any Carrier
    private let phones: SimulatedPhones
    private let clock: any Clock

    init(carrier: any Carrier, phones: SimulatedPhones, clock: any Clock) {
        self.carrier = carrier
        self.phones = phones
        self.clock = clock
    }

    /// Where reports go: the service's base URL without a slash at its end.
    func setService(_ url: String) {
        state.withLock { $0.service = url }
    }

    /// The service's base URL; nil while it is not known.
    var service: String? { state.withLock { $0.service } }

    /// Takes a message on, and gives its number; nil when there are too many, or when stopped.
    func take(_ delivery: Delivery, of traffic: Traffic) -> Int? {
        let isPending = delivery.message != nil && !delivery.fate.isLost
        let number = begin(isPending: isPending) { number in
            await self.carry(delivery, number, of: traffic)
        }
        guard number != nil else { return nil }
        traffic.count { counts in
            if isPending {
                counts.onTheWay += 1
            } else if delivery.message != nil {
                counts.lost += 1
            } else {
                counts.undeliverable += 1
            }
        }
        return number
    }

    /// Posts what a payer answered, after some milliseconds.
    func take(reply: Report, afterMilliseconds: Int = 0, of traffic: Traffic) {
        _ = begin(isPending: false) { _ in
            guard await self.pause(afterMilliseconds) else { return }
            if await self.post(reply, isForged: false, attempts: nil) {
                traffic.count { $0.replies += 1 }
            }
        }
    }

    /// Takes a message back; false when it is not on its way any more.
    func recall(_ number: Int, of traffic: Traffic) -> Bool {
        let task = state.withLock { state -> Task<Void, Never>? in
            guard let carried = state.carried[number], carried.isPending else { return nil }
            state.carried[number]?.isPending = false
            return carried.task
        }
        guard let task else { return false }
        task.cancel()
        traffic.count {
            $0.onTheWay -= 1
            $0.revoked += 1
        }
        return true
    }

    /// Takes nothing more, gives up what waits, and returns when no request is under way.
    func stop() async {
        let tasks = state.withLock { state in
            state.isStopped = true
            return state.carried.values.map(\.task)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    private func begin(
        isPending: Bool,
        _ work: @escaping @Sendable (_ number: Int) async -> Void
    ) -> Int? {
        state.withLock { state in
            guard !state.isStopped, state.carried.count < Courier.deliveriesMax else { return nil }
            state.deliveriesSoFar += 1
            let number = state.deliveriesSoFar
            // The task can't forget itself before it is noted: forgetting waits for this lock.
            let task = Task {
                await work(number)
                self.state.withLock { $0.carried[number] = nil }
            }
            state.carried[number] = Carried(task: task, isPending: isPending)
            return number
        }
    }

    private func carry(_ delivery: Delivery, _ number: Int, of traffic: Traffic) async {
        for step in delivery.steps {
            guard await pause(step.afterMilliseconds) else { return }
            switch step.action {
            case .arrive:
                guard let message = delivery.message, arrived(number) else { return }
                var shown = message
                shown.at = clock.now()
                phones.receive(shown)
                traffic.count {
                    $0.onTheWay -= 1
                    $0.delivered += 1
                }
            case .post(let place, let honesty):
                await post(delivery.reports[place], honesty, of: traffic)
            }
        }
    }

    /// Notes an arrival; false when the message was taken back meanwhile.
    private func arrived(_ number: Int) -> Bool {
        state.withLock { state in
            guard state.carried[number]?.isPending == true else { return false }
            state.carried[number]?.isPending = false
            return true
        }
    }

    // MARK: - Reports

    private func post(_ report: Report, _ honesty: Delivery.Honesty, of traffic: Traffic) async {
        // A stranger tries once; platforms try again.
        let isForged = honesty == .forged
        let isTaken = await post(report, isForged: isForged, attempts: isForged ? 1 : nil)
        traffic.count { counts in
            switch honesty {
            case .forged:
                counts.forgedReports += 1
                if isTaken { counts.forgedReportsTaken += 1 }
            case .honest where isTaken: counts.reports += 1
            case .again where isTaken: counts.duplicateReports += 1
            case .untrue where isTaken: counts.falseReports += 1
            case .honest, .again, .untrue: counts.reportsGivenUp += 1
            }
        }
    }

    /// Posts until the service takes the report, as platforms do, but for seconds instead of days.
    private func post(_ report: Report, isForged: Bool, attempts: Int?) async -> Bool {
        let happenedAt = clock.now()
        let waits = Courier.repeatDelaysMilliseconds + [0]
        for delay in waits.prefix(attempts ?? waits.count) {
            let moment = Report.Moment(
                service: service,
                happenedAt: happenedAt,
                now: clock.now(),
                isForged: isForged
            )
            if let request = report.request(moment),
                case .success(let reply) = await carrier.send(request),
                (200...299).contains(reply.status)
            {
                return true
            }
            guard await pause(delay) else { return false }
        }
        return false
    }

    /// False when the courier was stopped meanwhile.
    private func pause(_ milliseconds: Int) async -> Bool {
        if milliseconds > 0 { try? await Task.sleep(for: .milliseconds(milliseconds)) }
        return !Task.isCancelled
    }
}
