import CountersignCore
import CountersignMessaging
import Synchronization

/// Which providers are in trouble, and so which step of a route is worth taking now.
final class Switchboard: Sendable {
    /// Why a provider is left for a while; the word of `route.degraded`.
    enum Trouble: String, Sendable {
        /// Hand-overs fail.
        case failing
        /// It refuses our account or configuration.
        case refused
        /// Its messages to one country are confirmed less often than usual.
        case unconfirmed
    }

    /// What merchants whose routes use the provider are told.
    struct Change: Sendable {
        let provider: String
        /// An ISO 3166-1 region; nil for all.
        let country: String?
        let trouble: Trouble
        /// False when the trouble is over.
        let isDegraded: Bool
    }

    /// Of the messages for a country where a provider is bad, one in so many probes it.
    static let probeShare = 20
    /// Pairs of provider and country that are watched.
    static let pairsMax = 4_096
    /// Hand-overs before it is known how long a provider usually takes.
    static let timesMin = 20

    fileprivate struct Provider {
        var breaker = CircuitBreaker()
        var trouble = Trouble.failing
        /// How long the latest hand-overs took, in milliseconds.
        var times: [Int32] = []
        var nextTime = 0

        mutating func add(time milliseconds: Int64) {
            let time = Int32(clamping: milliseconds)
            if times.count < 64 { times.append(time) } else { times[nextTime % 64] = time }
            nextTime += 1
        }
    }

    fileprivate struct Pair: Hashable {
        let provider: String
        let country: String
    }

    fileprivate struct State {
        var providers: [String: Provider] = [:]
        var health: [Pair: RouteHealth] = [:]
        /// Providers and pairs that are in trouble; with none, no order changes.
        var troubles = 0
    }

    private let state = Mutex(State())

    // MARK: - Choosing

    /// Candidates in the order in which they should be tried now: those in trouble last.
    /// - Parameter random: asked only where a provider in trouble may get a probe.
    func ordered(
        _ candidates: [Route.Candidate],
        country: String?,
        at now: Instant,
        random: () -> UInt8
    ) -> [Route.Candidate] {
        guard candidates.count > 1 else { return candidates }
        return state.withLock { state in
            guard state.troubles > 0 else { return candidates }
            let ranks = candidates.map { state.rank(of: $0.provider, country, now, random) }
            return candidates.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
                .map { candidates[$0] }
        }
    }

    /// Whether a provider is in trouble now, for a country.
    func isTroubled(_ provider: String, country: String?, at now: Instant) -> Bool {
        state.withLock { state in
            state.troubles > 0 && state.rank(of: provider, country, now, { .max }) > 0
        }
    }

    /// Whether a hand-over may go to a provider while there are others; one that may is perhaps a probe.
    func admits(_ provider: String, at now: Instant) -> Bool {
        state.withLock { state in
            guard state.troubles > 0 else { return true }
            return state.providers[provider]?.breaker.admits(at: now) ?? true
        }
    }

    /// The time in milliseconds within which 95 of 100 latest hand-overs ended; nil while it is not known.
    func usualMilliseconds(of provider: String) -> Int64? {
        let times = state.withLock { $0.providers[provider]?.times ?? [] }
        guard times.count >= Switchboard.timesMin else { return nil }
        return Int64(times.sorted()[(times.count * 95 + 99) / 100 - 1])
    }

    /// Providers that were handed anything, and whether each is paused now.
    var paused: [(provider: String, isPaused: Bool)] {
        state.withLock { state in
            state.providers.map { ($0.key, $0.value.breaker.state != .closed) }
                .sorted { $0.0 < $1.0 }
        }
    }

    // MARK: - Learning

    /// Takes note of a hand-over that ended.
    /// - Parameter milliseconds: how long it took; nil where that says nothing.
    func note(
        _ sign: CircuitBreaker.Sign,
        of provider: String,
        begunAt: Instant,
        milliseconds: Int64?,
        at now: Instant
    ) -> Change? {
        state.withLock { state in
            var known = state.providers[provider] ?? Provider()
            defer { state.providers[provider] = known }
            if let milliseconds { known.add(time: milliseconds) }
            let change = known.breaker.note(sign, begunAt: begunAt, at: now)
            switch change {
            case nil: return nil
            case .opened:
                state.troubles += 1
                known.trouble = sign == .refuses ? .refused : .failing
            case .closed: state.troubles -= 1
            }
            return Change(
                provider: provider,
                country: nil,
                trouble: known.trouble,
                isDegraded: change == .opened
            )
        }
    }

    /// Takes note of a message that was confirmed within its time, or was not.
    func note(
        isConfirmed: Bool,
        provider: String,
        country: String,
        at now: Instant
    ) -> Change? {
        let pair = Pair(provider: provider, country: country)
        return state.withLock { state in
            guard state.health[pair] != nil || state.health.count < Switchboard.pairsMax else {
                return nil
            }
            guard
                let change = state.health[pair, default: RouteHealth()]
                    .note(isConfirmed: isConfirmed, at: now)
            else { return nil }
            state.troubles += change == .degraded ? 1 : -1
            return Change(
                provider: provider,
                country: country,
                trouble: .unconfirmed,
                isDegraded: change == .degraded
            )
        }
    }
}

extension Switchboard.State {
    /// 0 for what may be used as usual, 1 for what is bad for this country, 2 for what is paused.
    fileprivate func rank(
        of provider: String,
        _ country: String?,
        _ now: Instant,
        _ random: () -> UInt8
    ) -> Int {
        switch providers[provider]?.breaker.state {
        case .open(let until)?, .probing(let until)?: if now < until { return 2 }
        case .closed?, nil: break
        }
        guard let country,
            health[Switchboard.Pair(provider: provider, country: country)]?.isDegraded == true
        else { return 0 }
        return Int(random()) * Switchboard.probeShare < 256 ? 0 : 1
    }
}
