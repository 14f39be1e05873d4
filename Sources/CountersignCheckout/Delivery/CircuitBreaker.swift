import CountersignCore

/// Whether a provider is to be used, from what became of its latest hand-overs.
///
/// It opens when hand-overs fail in a row, when most of them fail, or when the provider refuses our
/// account; while it is open one hand-over now and then probes whether the provider is back.
struct CircuitBreaker: Sendable {
    /// What a hand-over says about its provider.
    enum Sign: Sendable {
        /// The provider works, whatever it said about this message.
        case works
        /// No answer, or the provider's own fault.
        case fails
        /// It refuses our account or configuration, for whomever the message is.
        case refuses
        /// Nothing about the provider.
        case neutral
    }

    /// What a sign changed.
    enum Change: Sendable {
        case opened
        case closed
    }

    enum State: Sendable, Equatable {
        case closed
        /// No probe before then.
        case open(until: Instant)
        /// A probe is under way; another may follow it after then.
        case probing(until: Instant)
    }

    /// Failures in a row that open it.
    static let inRowMax = 5
    /// Hand-overs in a window before their share of failures counts.
    static let windowMin = 20
    /// Length of the window in milliseconds.
    static let windowMilliseconds: Int64 = 30_000
    /// Shortest and longest time that it stays open, in milliseconds; it doubles with each failed probe.
    static let openMillisecondsMin: Int64 = 15_000
    static let openMillisecondsMax: Int64 = 300_000
    /// How long a probe may take before another is let through, in milliseconds.
    static let probeMilliseconds: Int64 = 15_000

    private(set) var state = State.closed
    private var failuresInRow = 0
    private var openMilliseconds = CircuitBreaker.openMillisecondsMin
    private var openedAt: Instant?
    private var closedAt: Instant?
    /// Hand-overs that worked in a row while it was open.
    private var successesInRow = 0
    private var window = Window()

    /// Takes note of a hand-over that ended.
    ///
    /// - Parameter begunAt: while it is open, those that began before it opened say nothing: of a
    ///   provider that answers every other request some always end well just then.
    mutating func note(_ sign: Sign, begunAt: Instant? = nil, at now: Instant) -> Change? {
        if state != .closed, let openedAt, let begunAt, begunAt < openedAt { return nil }
        switch sign {
        case .neutral:
            // A probe that said nothing is followed by another.
            if case .probing = state { state = .open(until: now) }
            return nil
        case .works:
            failuresInRow = 0
            window.add(failed: false, at: now)
            switch state {
            case .closed: return nil
            case .open:
                // Nobody asked for it: a route that has nothing else went on with this provider.
                successesInRow += 1
                guard successesInRow >= CircuitBreaker.inRowMax else { return nil }
            case .probing: break
            }
            state = .closed
            closedAt = now
            window = Window()
            return .closed
        case .fails, .refuses:
            failuresInRow += 1
            successesInRow = 0
            window.add(failed: true, at: now)
            switch state {
            case .closed:
                guard
                    sign == .refuses || failuresInRow >= CircuitBreaker.inRowMax
                        || window.isMostlyFailing
                else { return nil }
                // A provider that falters again at once is left alone longer.
                let isRelapse = closedAt.map { now.secondsSince($0) < 60 } ?? false
                openMilliseconds =
                    isRelapse ? longer(openMilliseconds) : CircuitBreaker.openMillisecondsMin
                state = .open(until: now.advanced(byMilliseconds: openMilliseconds))
                openedAt = now
                return .opened
            case .probing:
                openMilliseconds = longer(openMilliseconds)
                state = .open(until: now.advanced(byMilliseconds: openMilliseconds))
                return nil
            case .open:
                return nil
            }
        }
    }

    /// Whether a hand-over may go to this provider now while there are others; one that may is the probe.
    mutating func admits(at now: Instant) -> Bool {
        switch state {
        case .closed: return true
        case .open(let until), .probing(let until):
            guard now >= until else { return false }
            state = .probing(until: now.advanced(byMilliseconds: CircuitBreaker.probeMilliseconds))
            return true
        }
    }

    private func longer(_ milliseconds: Int64) -> Int64 {
        min(milliseconds * 2, CircuitBreaker.openMillisecondsMax)
    }
}

/// Hand-overs of the latest half to whole window.
private struct Window: Sendable {
    private var startedAt: Instant?
    private var before = (total: 0, failed: 0)
    private var present = (total: 0, failed: 0)

    mutating func add(failed: Bool, at now: Instant) {
        let half = CircuitBreaker.windowMilliseconds / 2
        let age = startedAt.map { now.milliseconds - $0.milliseconds } ?? .max
        if age < 0 || age >= half {
            before = age < 2 * half && age >= 0 ? present : (0, 0)
            present = (0, 0)
            startedAt = now
        }
        present.total += 1
        present.failed += failed ? 1 : 0
    }

    var isMostlyFailing: Bool {
        let total = before.total + present.total
        return total >= CircuitBreaker.windowMin && 2 * (before.failed + present.failed) >= total
    }
}

extension Instant {
    /// Whole seconds since an earlier moment; 0 when it is later.
    func secondsSince(_ earlier: Instant) -> Int { earlier.secondsUntil(self) }
}
