/// What has to be counted for some policies, and how far back.
public struct CounterPlan: Equatable, Sendable {
    /// What is wanted of one kind of event and one kind of subject.
    struct Need: Equatable, Sendable {
        /// The longest window in seconds; 0 for none.
        var windowSeconds = 0
        /// Whether the money is summed up too.
        var sumsWindow = false
        /// Whether events since the last approval are counted.
        var isSinceApproval = false
        /// Whether their money is summed up too.
        var sumsSinceApproval = false

        var isEmpty: Bool { windowSeconds == 0 && !isSinceApproval }
    }

    private static let kinds = Counter.Kind.allCases.count
    private var needs: [Need]

    /// A plan for policies; without any, nothing is counted.
    public init(_ policies: [Policy] = []) {
        needs = Array(
            repeating: Need(),
            count: Counter.Subject.allCases.count * CounterPlan.kinds
        )
        for counter in policies.flatMap(\.counters) { add(counter) }
    }

    /// Whether nothing has to be counted.
    public var isEmpty: Bool { needs.allSatisfy(\.isEmpty) }

    /// What is wanted of a kind of event and a kind of subject.
    func need(_ kind: Counter.Kind, _ subject: Counter.Subject) -> Need {
        needs[CounterPlan.place(kind, subject)]
    }

    /// Whether a counter can be told.
    public func has(_ counter: Counter) -> Bool {
        let need = need(counter.kind, counter.subject)
        switch counter.window {
        case .seconds(let seconds):
            return need.windowSeconds >= seconds && (need.sumsWindow || !counter.isAmount)
        case .sinceApproval:
            return need.isSinceApproval && (need.sumsSinceApproval || !counter.isAmount)
        }
    }

    /// Whether everything that another plan wants is counted.
    public func covers(_ other: CounterPlan) -> Bool { merged(with: other) == self }

    /// A plan for both.
    public func merged(with other: CounterPlan) -> CounterPlan {
        var plan = self
        for place in needs.indices {
            let more = other.needs[place]
            plan.needs[place].windowSeconds = max(needs[place].windowSeconds, more.windowSeconds)
            plan.needs[place].sumsWindow = needs[place].sumsWindow || more.sumsWindow
            plan.needs[place].isSinceApproval = needs[place].isSinceApproval || more.isSinceApproval
            plan.needs[place].sumsSinceApproval =
                needs[place].sumsSinceApproval || more.sumsSinceApproval
        }
        return plan
    }

    /// Whether events are grouped by a kind of subject.
    public func groups(by subject: Counter.Subject) -> Bool { horizonSeconds(of: subject) > 0 }

    /// Whether events of a kind are counted.
    public func counts(_ kind: Counter.Kind) -> Bool {
        Counter.Subject.allCases.contains { !need(kind, $0).isEmpty }
    }

    /// How long a subject's events are kept, in seconds; 0 where none are.
    public func horizonSeconds(of subject: Counter.Subject) -> Int {
        Counter.Kind.allCases.reduce(0) { longest, kind in
            let need = need(kind, subject)
            let since = need.isSinceApproval ? Counter.sinceApprovalDaysMax * 86_400 : 0
            return max(longest, need.windowSeconds, since)
        }
    }

    /// How far back events have to be known, in seconds.
    public var horizonSeconds: Int {
        Counter.Subject.allCases.map { horizonSeconds(of: $0) }.max() ?? 0
    }

    private mutating func add(_ counter: Counter) {
        let place = CounterPlan.place(counter.kind, counter.subject)
        switch counter.window {
        case .seconds(let seconds):
            needs[place].windowSeconds = max(needs[place].windowSeconds, seconds)
            if counter.isAmount { needs[place].sumsWindow = true }
        case .sinceApproval:
            needs[place].isSinceApproval = true
            if counter.isAmount { needs[place].sumsSinceApproval = true }
        }
    }

    private static func place(_ kind: Counter.Kind, _ subject: Counter.Subject) -> Int {
        subject.place * kinds + kind.place
    }
}

extension Counter.Kind {
    fileprivate var place: Int {
        switch self {
        case .confirmations: 0
        case .sends: 1
        case .approvals: 2
        case .denials: 3
        case .failures: 4
        case .skips: 5
        }
    }
}

extension Counter.Subject {
    var place: Int {
        switch self {
        case .recipient: 0
        case .customer: 1
        case .ip: 2
        case .device: 3
        case .prefix: 4
        case .merchant: 5
        }
    }
}
