import CountersignCore

/// Whether messages of one provider to one country are confirmed as often as they use to be.
///
/// Receipts are no proof: a provider may claim delivery of what never arrived. A code that came back is
/// one. What counts is each message's outcome within the time that it had, compared with the norm of
/// this provider and country itself, for people of different countries confirm differently often.
struct RouteHealth: Sendable {
    enum Change: Sendable {
        case degraded
        case recovered
    }

    /// Outcomes in the present window before anything is said.
    static let recentMin = 20
    /// Outcomes that a norm is made of before it is one.
    static let normMin = 50
    /// Length of the present window in milliseconds; half of it is forgotten at a time.
    static let windowMilliseconds: Int64 = 600_000
    /// A norm is the mean of about so many of the latest outcomes.
    static let normWeightMax = 2_000.0
    /// Part of the norm below which even the highest share that luck could hide is bad.
    static let degradedBelow = 0.8
    /// Part of the norm from which on a share is good again.
    static let recoveredAbove = 0.85
    /// Outcomes of probes before it can be good again.
    static let probesMin = 8
    /// After so long the present state is taken for the norm, in milliseconds.
    static let degradedMillisecondsMax: Int64 = 6 * 3_600_000

    private(set) var degradedAt: Instant?
    private var norm = Tally()
    private var before = Tally()
    private var present = Tally()
    private var startedAt: Instant?

    var isDegraded: Bool { degradedAt != nil }

    /// Takes note of a message that was confirmed within its time, or was not.
    mutating func note(isConfirmed: Bool, at now: Instant) -> Change? {
        turn(at: now)
        present.add(isConfirmed)
        let recent = before + present
        if let degradedAt {
            if now.milliseconds - degradedAt.milliseconds > RouteHealth.degradedMillisecondsMax {
                self = RouteHealth()
                return .recovered
            }
            guard recent.total >= Double(RouteHealth.probesMin),
                recent.share >= norm.share * RouteHealth.recoveredAbove
            else { return nil }
            self.degradedAt = nil
            return .recovered
        }
        guard recent.total >= Double(RouteHealth.recentMin),
            norm.total >= Double(RouteHealth.normMin),
            recent.shareAtMost < norm.share * RouteHealth.degradedBelow
        else { return nil }
        degradedAt = now
        // What follows are probes, judged by themselves.
        before = Tally()
        present = Tally()
        return .degraded
    }

    /// Lets old outcomes go into the norm; those of a bad time never do.
    private mutating func turn(at now: Instant) {
        let half = RouteHealth.windowMilliseconds / 2
        let age = startedAt.map { now.milliseconds - $0.milliseconds } ?? 0
        if startedAt == nil { startedAt = now }
        guard age >= half || age < 0 else { return }
        if !isDegraded {
            norm = (norm + before).bounded(to: RouteHealth.normWeightMax)
        }
        before = present
        present = Tally()
        startedAt = now
    }
}

/// How many of how many.
private struct Tally: Sendable {
    var total = 0.0
    var confirmed = 0.0

    mutating func add(_ isConfirmed: Bool) {
        total += 1
        confirmed += isConfirmed ? 1 : 0
    }

    var share: Double { total > 0 ? confirmed / total : 0 }

    /// The upper end of the Wilson score interval at 99 % (one-sided, z = 2.326): small numbers say
    /// little, and this says how little.
    var shareAtMost: Double {
        guard total > 0 else { return 1 }
        let z = 2.326
        let middle = share + z * z / (2 * total)
        let half = z * (share * (1 - share) / total + z * z / (4 * total * total)).squareRoot()
        return (middle + half) / (1 + z * z / total)
    }

    func bounded(to weight: Double) -> Tally {
        guard total > weight else { return self }
        return Tally(total: weight, confirmed: share * weight)
    }

    static func + (left: Tally, right: Tally) -> Tally {
        Tally(total: left.total + right.total, confirmed: left.confirmed + right.confirmed)
    }
}
