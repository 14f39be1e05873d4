public import CountersignCore

/// What was counted of every subject that policies ask about.
///
/// A value without a clock: every moment comes in. Windows are exact to the second: one of ten minutes counts
/// this second and the 599 before it. Asking and adding cost the same however much was counted.
///
/// Memory is bounded by what happened within the longest windows in use (see ``CounterPlan``): one entry of 16
/// bytes for each second in which something happened to a subject, for each kind of event. A subject to
/// which nothing happens any more is forgotten within twice its longest window.
public struct CounterBoard: Sendable {
    private struct Key: Hashable {
        let merchant: UInt32
        let subject: Counter.Subject
        let isTest: Bool
        let digest: CountedSubjects.Digest
    }

    /// Subjects in the order in which they must be looked at, to forget those that are idle.
    private struct Ages {
        var queue: [(key: Key, second: Int64)] = []
        var next = 0
    }

    /// What is counted.
    public let plan: CounterPlan
    private var merchants: [MerchantID: UInt32] = [:]
    private var tallies: [Key: Tally] = [:]
    private var ages = Array(repeating: Ages(), count: Counter.Subject.allCases.count)

    /// A board on which nothing was counted yet.
    public init(_ plan: CounterPlan = CounterPlan()) {
        self.plan = plan
    }

    /// How many subjects are known.
    public var subjectCount: Int { tallies.count }

    /// How many entries are held for all of them.
    public var entryCount: Int { tallies.values.reduce(0) { $0 + $1.entryCount } }

    // MARK: - Counting

    /// Counts an event; an approval begins anew what is counted since the last one.
    /// - Parameter isReplay: whether it comes from a store, in any order.
    public mutating func add(_ event: CountedEvent, isReplay: Bool = false) {
        for subject in Counter.Subject.allCases {
            let need = plan.need(event.kind, subject)
            let resets = event.kind == .approvals && sincePlans(subject)
            guard !need.isEmpty || resets, let key = key(subject, event.subjects) else { continue }
            let isKnown = tallies[key] != nil
            // What happens before an approval may come after it in a replay only.
            guard !need.isEmpty || isKnown || isReplay else { continue }
            if !isKnown { ages[subject.place].queue.append((key, event.at.seconds)) }
            if !need.isEmpty {
                tallies[key, default: Tally()].add(event, need, sign: 1, isReplay: isReplay)
            }
            if resets { tallies[key, default: Tally()].approve(at: event.at) }
            forgetIdle(subject, at: event.at.seconds)
        }
    }

    /// Takes an event back that was counted, as if it had never happened.
    public mutating func takeBack(_ event: CountedEvent) {
        for subject in Counter.Subject.allCases {
            let need = plan.need(event.kind, subject)
            guard !need.isEmpty, let key = key(subject, event.subjects), tallies[key] != nil else {
                continue
            }
            tallies[key]?.add(event, need, sign: -1, isReplay: false)
        }
    }

    // MARK: - Asking

    /// What some counters stand at for a payment's subjects, sums in a policy's units.
    ///
    /// Those whose subject the payment does not name are left out. One that is not counted, and a sum with money
    /// of a currency without a rate, is ``PolicyValue/missing``.
    public func values(
        of counters: [Counter],
        for subjects: CountedSubjects,
        _ rates: Rates?,
        at now: Instant
    ) -> [Counter: PolicyValue] {
        var values: [Counter: PolicyValue] = [:]
        for counter in counters {
            guard subjects.digest(of: counter.subject) != nil else { continue }
            values[counter] = value(of: counter, for: subjects, rates, at: now)
        }
        return values
    }

    /// What one counter stands at for a payment's subjects, a sum in a policy's units.
    ///
    /// ``PolicyValue/missing`` where the payment does not name the subject, where it is not counted, and for a
    /// sum with money of a currency without a rate.
    public func value(
        of counter: Counter,
        for subjects: CountedSubjects,
        _ rates: Rates?,
        at now: Instant
    ) -> PolicyValue {
        guard subjects.digest(of: counter.subject) != nil else { return .missing }
        guard plan.has(counter) else { return .missing }
        guard let key = knownKey(counter.subject, subjects), let tally = tallies[key] else {
            return .number(0)
        }
        var after: Int64?
        if case .seconds(let seconds) = counter.window { after = now.seconds - Int64(seconds) }
        guard counter.isAmount else {
            return .number(Int128(tally.number(of: counter.kind, after: after, now: now)))
        }
        var units: Int128 = 0
        for sum in tally.sums(of: counter.kind, after: after, now: now) {
            guard let part = rates?.units(minorUnits: sum.minorUnits, of: sum.currency) else {
                return .missing
            }
            units += part
        }
        return .number(units)
    }

    // MARK: - Subjects

    private mutating func key(_ subject: Counter.Subject, _ subjects: CountedSubjects) -> Key? {
        if merchants[subjects.merchant] == nil {
            merchants[subjects.merchant] = UInt32(merchants.count)
        }
        return knownKey(subject, subjects)
    }

    private func knownKey(_ subject: Counter.Subject, _ subjects: CountedSubjects) -> Key? {
        guard let digest = subjects.digest(of: subject), let number = merchants[subjects.merchant]
        else { return nil }
        return Key(
            merchant: number,
            subject: subject,
            isTest: subjects.mode == .test,
            digest: digest
        )
    }

    private func sincePlans(_ subject: Counter.Subject) -> Bool {
        subject.isPersonal
            && Counter.Kind.allCases.contains { plan.need($0, subject).isSinceApproval }
    }

    /// Forgets subjects to which nothing happened for as long as anybody asks; two at a time, so that no
    /// payment pays for all.
    private mutating func forgetIdle(_ subject: Counter.Subject, at second: Int64) {
        let place = subject.place
        let horizon = Int64(plan.horizonSeconds(of: subject))
        for _ in 0..<2 {
            guard ages[place].next < ages[place].queue.count else { return }
            let (key, since) = ages[place].queue[ages[place].next]
            guard since + horizon < second else { return }
            ages[place].next += 1
            if let last = tallies[key]?.lastSecond {
                if last + horizon < second {
                    tallies[key] = nil
                } else {
                    ages[place].queue.append((key, last))
                }
            }
            if ages[place].next > 4_096, ages[place].next * 2 > ages[place].queue.count {
                ages[place].queue.removeFirst(ages[place].next)
                ages[place].next = 0
            }
        }
    }
}
