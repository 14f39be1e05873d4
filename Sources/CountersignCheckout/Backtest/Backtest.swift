public import CountersignCore
public import CountersignPolicy

/// Puts decisions of the past to another policy.
///
/// It is a value and draws on nothing that changes: pieces of the past may be opened side by side, and a
/// ``BacktestReplay`` then walks them in the order of time.
public struct Backtest: Sendable {
    /// The policy that is rehearsed.
    public let policy: Policy
    let foresight: Foresight
    let plan: CounterPlan
    private let subjects: SubjectFinder
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
        self.zoneOffsetSeconds = zoneOffsetSeconds
        foresight = Foresight(policy)
        plan = CounterPlan([policy])
        subjects = SubjectFinder(keyring: keyring)
        looksAtTime = policy.facts.contains(.hour) || policy.facts.contains(.weekday)
    }

    /// How long before its range a rehearsal begins to count; 0 where the policy counts nothing.
    ///
    /// The longest window that the policy looks at, and the longest life of a confirmation, for what
    /// happened within the window to those that were made before it.
    public var warmUpSeconds: Int {
        plan.isEmpty ? 0 : plan.horizonSeconds + Checkout.lifeSecondsMax
    }

    /// What has to be read of past decisions.
    public var parts: PastDecisionParts {
        var parts = PastDecisionParts.details
        if !plan.isEmpty { parts.insert(.history) }
        if plan.counts(.sends) { parts.insert(.sends) }
        if plan.counts(.failures) { parts.insert(.wrongCodes) }
        return parts
    }

    /// Opens decisions and works out ahead what does not hang on counters.
    /// - Parameter isJudged: false for those before the range, which are only counted.
    public func open(_ decisions: [PastDecision], isJudged: Bool = true) -> BacktestPiece {
        var zone = ZoneMemory()
        return BacktestPiece(
            entries: decisions.map { decision in
                let sight = isJudged ? sight(of: decision, &zone) : nil
                return BacktestPiece.Entry(
                    decision: decision,
                    sight: sight?.sight,
                    subjects: subjects(of: decision, sight?.details)
                )
            },
            isJudged: isJudged
        )
    }

    private func sight(
        of decision: PastDecision,
        _ zone: inout ZoneMemory
    ) -> (sight: BacktestPiece.Sight, details: Details)? {
        guard let id = ConfirmationID(decision.id),
            let details = Details(
                sealed: decision.sealedDetails,
                of: id,
                keyring: subjects.keyring
            )
        else { return nil }
        let facts = facts(of: decision, details, &zone)
        let sight = BacktestPiece.Sight(
            outlook: foresight.outlook(on: facts),
            hasRefusedSignal: policy.fault(in: details.signals) != nil
        )
        return (sight, details)
    }

    /// Whose payment it is; nil where nothing is counted.
    private func subjects(of decision: PastDecision, _ details: Details?) -> CountedSubjects? {
        guard !plan.isEmpty, let history = decision.history else { return nil }
        var details = details
        if details == nil, subjects.needDetails(indexKey: history.indexKey, plan) {
            details = ConfirmationID(decision.id).flatMap {
                Details(sealed: decision.sealedDetails, of: $0, keyring: subjects.keyring)
            }
        }
        return subjects.find(
            merchant: decision.merchant,
            // A rehearsal is of one mode.
            mode: .live,
            storedRecipient: history.recipient,
            indexKey: history.indexKey,
            details,
            plan
        )
    }

    /// What the policy looks at, as it was when the decision was made.
    private func facts(
        of decision: PastDecision,
        _ details: Details,
        _ zone: inout ZoneMemory
    ) -> PaymentFacts {
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
