import CountersignAPI
import Synchronization

/// The requests to one simulated platform: each gets its fate by its number, and is counted.
final class Traffic: Sendable {
    /// What a platform's own handling of a request came to.
    enum Handling: Sendable {
        /// The message was taken.
        case accepted(HTTPResponse)
        /// The message had been taken before, and the answer is given again.
        case repeated(HTTPResponse)
        /// The request was refused.
        case refused(HTTPResponse)

        var response: HTTPResponse {
            switch self {
            case .accepted(let response), .repeated(let response), .refused(let response): response
            }
        }
    }

    private struct State {
        var counts = PlatformCounts()
        var requestsSoFar: UInt64 = 0
        /// The second that is being counted, and its requests.
        var second: Int64 = 0
        var requestsInSecond = 0
    }

    /// Longest silence in milliseconds; clients give up before.
    private static let silenceMilliseconds = 110_000

    let platform: SimulatedPlatform
    private let seed: UInt64
    private let script: PlatformScript
    private let clock: ScenarioClock
    private let state = Mutex(State())

    init(_ platform: SimulatedPlatform, in scenario: Scenario, clock: ScenarioClock) {
        self.platform = platform
        self.seed = scenario.seed
        self.script = scenario.script(of: platform)
        self.clock = clock
    }

    /// What happened so far.
    var counts: PlatformCounts { state.withLock { $0.counts } }

    /// Changes what is counted.
    func count(_ change: (inout PlatformCounts) -> Void) {
        state.withLock { change(&$0.counts) }
    }

    /// Answers one request to send a message as its fate wants it.
    /// - Parameters:
    ///   - limited: the platform's answer to too many requests.
    ///   - unavailable: the platform's answer when it is out of order.
    ///   - handle: what it does when all is well.
    func answer(
        limited: HTTPResponse,
        unavailable: HTTPResponse,
        _ handle: (Fate) -> Handling
    ) async -> HTTPResponse {
        guard let fate = admit() else { return limited }
        switch fate.answer {
        case .usual:
            let handling = handle(fate)
            count(handling)
            await pause(fate.answerAfterMilliseconds)
            var response = handling.response
            response.dripMilliseconds = fate.answerDripsMilliseconds
            return response
        case .serverError:
            count { $0.serverErrors += 1 }
            processAnyway(fate, handle)
            return unavailable
        case .silence:
            count { $0.unanswered += 1 }
            processAnyway(fate, handle)
            await pause(Traffic.silenceMilliseconds)
            return unavailable
        }
    }

    /// The fate of the next request; nil when there were too many in this second.
    private func admit() -> Fate? {
        let now = clock.second
        let behaviour = script.behaviour(atSecond: now)
        let index = state.withLock { state -> UInt64? in
            let index = state.requestsSoFar
            state.requestsSoFar += 1
            state.counts.requests += 1
            let second = Int64(now ?? 0)
            if second != state.second {
                state.second = second
                state.requestsInSecond = 0
            }
            state.requestsInSecond += 1
            if let most = behaviour.ratePerSecondMax, state.requestsInSecond > most {
                state.counts.limited += 1
                return nil
            }
            return index
        }
        return index.map { Fate.decided(seed: seed, platform: platform, index: $0, by: behaviour) }
    }

    private func processAnyway(_ fate: Fate, _ handle: (Fate) -> Handling) {
        guard fate.isProcessedAnyway, case .accepted = handle(fate) else { return }
        count {
            $0.accepted += 1
            $0.processedAnyway += 1
        }
    }

    private func count(_ handling: Handling) {
        count { counts in
            switch handling {
            case .accepted: counts.accepted += 1
            case .repeated: counts.repeats += 1
            case .refused: counts.refused += 1
            }
        }
    }

    private func pause(_ milliseconds: Int) async {
        guard milliseconds > 0 else { return }
        try? await Task.sleep(for: .milliseconds(milliseconds))
    }
}
