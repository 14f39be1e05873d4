public import CountersignCore
public import CountersignPolicy

/// Puts decisions of the past to another policy.
///
/// It is a value and draws on nothing that changes: pieces of the past may be judged side by side and
/// their results added up.
public struct Backtest: Sendable {
    private let policy: Policy
    private let keyring: any Keyring
    private let zoneOffsetSeconds: @Sendable (_ zone: String, _ moment: Instant) -> Int
    private let looksAtTime: Bool

    /// A rehearsal of a policy.
    /// - Parameters:
    ///   - keyring: opens what is sealed about payers.
    ///   - zoneOffsetSeconds: how many seconds a zone's clocks are ahead of UTC at a moment.
    public init(
        _ policy: Policy,
        keyring: any Keyring,
        zoneOffsetSeconds: @escaping @Sendable (_ zone: String, _ moment: Instant) -> Int
    ) {
        self.policy = policy
        self.keyring = keyring
        self.zoneOffsetSeconds = zoneOffsetSeconds
        looksAtTime = policy.facts.contains(.hour) || policy.facts.contains(.weekday)
    }

    /// What the policy makes of some decisions.
    public func judge(_ decisions: [PastDecision]) -> BacktestTally {
        var tally = BacktestTally()
        var zone = ZoneMemory()
        for decision in decisions {
            guard let facts = facts(of: decision, &zone) else {
                tally.addUnreadable()
                continue
            }
            let isRefused = policy.fault(in: facts.signals) != nil
            let ruling = policy.rule(on: facts)
            tally.add(
                decision,
                ruling,
                rule: policy.name(ofRule: ruling.rule),
                worth: decision.amount.flatMap { policy.rates?.units(of: $0) },
                hasRefusedSignal: isRefused
            )
        }
        return tally
    }

    /// What the policy looks at, as it was when the decision was made; nil when its payer can't be
    /// read any more.
    private func facts(of decision: PastDecision, _ zone: inout ZoneMemory) -> PaymentFacts? {
        guard let id = ConfirmationID(decision.id),
            let details = Details(sealed: decision.sealedDetails, of: id, keyring: keyring)
        else { return nil }
        var offset = 0
        if looksAtTime, let name = policy.timeZone {
            offset = zone.offset(at: decision.at) { zoneOffsetSeconds(name, $0) }
        }
        return PaymentFacts(
            amount: decision.amount,
            purpose: decision.purpose,
            payee: decision.payee,
            reference: decision.reference,
            recipient: details.recipient,
            channels: details.channels,
            signals: details.signals,
            time: CivilTime(decision.at, offsetSeconds: offset)
        )
    }
}

/// The offset of a zone for the quarter of an hour that was asked for last.
///
/// Every offset in use changes on a quarter of an hour of UTC, and decisions come in the order of time.
private struct ZoneMemory {
    private var quarter: Int64?
    private var seconds = 0

    mutating func offset(at moment: Instant, _ find: (Instant) -> Int) -> Int {
        let current = moment.seconds / 900
        if quarter != current {
            quarter = current
            seconds = find(moment)
        }
        return seconds
    }
}
