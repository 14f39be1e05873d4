internal import CountersignCore

/// Everything that was counted of one subject.
struct Tally: Equatable, Sendable {
    /// What one series holds.
    private struct Topic: Equatable {
        let kind: Counter.Kind
        /// The currency of a sum in minor units; nil for the number of events.
        let currency: Currency?
        /// Whether only what came after the last approval is kept, by milliseconds instead of seconds.
        let isSinceApproval: Bool
    }

    private var topics: [Topic] = []
    private var series: [Series] = []
    /// The milliseconds of the last approval that is known.
    private var approvedAt = Int64.min
    /// When something was last added, in seconds.
    private(set) var lastSecond = Int64.min

    /// Adds an event, or takes it back.
    /// - Parameter sign: 1 or -1.
    /// - Parameter isReplay: whether events come in any order: those up to the last approval are left out
    ///   of what is counted since it. As they happen, what comes later is later, whatever its clock says.
    mutating func add(
        _ event: CountedEvent,
        _ need: CounterPlan.Need,
        sign: Int64,
        isReplay: Bool
    ) {
        let second = event.at.seconds
        if sign > 0 { lastSecond = max(lastSecond, second) }
        if need.windowSeconds > 0 {
            let oldest = second - Int64(need.windowSeconds)
            put(event.kind, nil, false, sign, at: second, forgetting: oldest)
            if need.sumsWindow, let amount = event.amount {
                let sum = sign * amount.minorUnits
                put(event.kind, amount.currency, false, sum, at: second, forgetting: oldest)
            }
        }
        guard need.isSinceApproval else { return }
        var tick = event.at.milliseconds
        if tick <= approvedAt {
            guard !isReplay else { return }
            tick = approvedAt + 1
        }
        let oldest = tick - Int64(Counter.sinceApprovalDaysMax) * 86_400_000
        put(event.kind, nil, true, sign, at: tick, forgetting: oldest)
        if need.sumsSinceApproval, let amount = event.amount {
            let sum = sign * amount.minorUnits
            put(event.kind, amount.currency, true, sum, at: tick, forgetting: oldest)
        }
    }

    /// Begins anew what is counted since the last approval.
    mutating func approve(at moment: Instant) {
        guard moment.milliseconds > approvedAt else { return }
        approvedAt = moment.milliseconds
        lastSecond = max(lastSecond, moment.seconds)
        for place in topics.indices where topics[place].isSinceApproval {
            series[place].forget(through: approvedAt)
        }
    }

    /// How many events of a kind came after a second; since the last approval where there is none.
    func number(of kind: Counter.Kind, after second: Int64?, now: Instant) -> Int64 {
        let topic = Topic(kind: kind, currency: nil, isSinceApproval: second == nil)
        guard let place = topics.firstIndex(of: topic) else { return 0 }
        return series[place].sum(after: second ?? Tally.oldestSinceApproval(now))
    }

    /// The money of the same events, in minor units of each currency.
    func sums(
        of kind: Counter.Kind,
        after second: Int64?,
        now: Instant
    ) -> [(currency: Currency, minorUnits: Int64)] {
        topics.indices.compactMap { place in
            let topic = topics[place]
            guard topic.kind == kind, let currency = topic.currency,
                topic.isSinceApproval == (second == nil)
            else { return nil }
            let sum = series[place].sum(after: second ?? Tally.oldestSinceApproval(now))
            return sum == 0 ? nil : (currency, sum)
        }
    }

    /// How many entries it holds.
    var entryCount: Int { series.reduce(0) { $0 + $1.count } }

    private static func oldestSinceApproval(_ now: Instant) -> Int64 {
        now.milliseconds - Int64(Counter.sinceApprovalDaysMax) * 86_400_000
    }

    private mutating func put(
        _ kind: Counter.Kind,
        _ currency: Currency?,
        _ isSinceApproval: Bool,
        _ amount: Int64,
        at tick: Int64,
        forgetting oldest: Int64
    ) {
        let topic = Topic(kind: kind, currency: currency, isSinceApproval: isSinceApproval)
        let place: Int
        if let known = topics.firstIndex(of: topic) {
            place = known
        } else {
            place = topics.count
            topics.append(topic)
            series.append(Series())
        }
        if amount >= 0 {
            series[place].add(amount, at: tick)
            series[place].forget(through: oldest)
        } else {
            series[place].takeBack(-amount, at: tick)
        }
    }
}
