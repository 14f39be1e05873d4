import CountersignCore
import CountersignMessaging

/// What one provider takes at once, and what of it is taken.
struct ProviderGate: Sendable {
    let limits: ProviderLimits
    private(set) var inFlight = 0
    private var bucket: TokenBucket?
    private var pace: RecipientPace?

    init(_ limits: ProviderLimits) {
        self.limits = limits
        self.bucket = limits.perSecondMax.map { TokenBucket(perSecond: $0) }
        self.pace = limits.recipientIntervalSeconds.map {
            RecipientPace(intervalSeconds: $0, burst: limits.recipientBurstMax)
        }
    }

    /// Whether it bounds how fast messages to one recipient follow one another.
    var pacesRecipients: Bool { pace != nil }

    /// Takes a place for a hand-over; false when none is free now.
    mutating func enter(at now: Instant) -> Bool {
        guard inFlight < limits.concurrentMax else { return false }
        if bucket != nil {
            guard bucket?.take(at: now) == true else { return false }
        }
        inFlight += 1
        return true
    }

    /// Gives the place back.
    mutating func leave() {
        precondition(inFlight > 0, "Only who entered leaves.")
        inFlight -= 1
    }

    /// Milliseconds until this recipient may get another message; takes the turn when it is 0.
    mutating func waitMilliseconds(for recipient: [UInt8], at now: Instant) -> Int64 {
        guard pace != nil else { return 0 }
        return pace?.waitMilliseconds(for: recipient, at: now) ?? 0
    }
}

/// So many in a second, with a burst of a tenth of a second.
struct TokenBucket: Sendable {
    private let perSecond: Int64
    /// In thousandths of a token.
    private var level: Int64
    private let capacity: Int64
    private var filledAt: Instant?

    init(perSecond: Int) {
        self.perSecond = Int64(perSecond)
        self.capacity = max(1_000, Int64(perSecond) * 100)
        self.level = capacity
    }

    /// Takes one; false when none is there.
    mutating func take(at now: Instant) -> Bool {
        if let filledAt, now > filledAt {
            // A minute fills any bucket; the bound keeps a clock that leaps from overflowing.
            let elapsed = min(now.milliseconds - filledAt.milliseconds, 60_000)
            level = min(capacity, level + elapsed * perSecond)
        }
        // A clock that was set back must not stop the flow until it has caught up.
        filledAt = now
        guard level >= 1_000 else { return false }
        level -= 1_000
        return true
    }
}

/// The shortest average time between two messages to one recipient, with a burst.
///
/// Source: the generic cell rate algorithm (ITU-T I.371): for each recipient one moment is kept.
struct RecipientPace: Sendable {
    /// Recipients that are remembered; beyond it new ones pass unpaced, and the provider says so itself
    /// where it minds.
    static let recipientsMax = 20_000

    private let intervalMilliseconds: Int64
    private let toleranceMilliseconds: Int64
    /// When a recipient's next message would be due at an even pace.
    private var due: [[UInt8]: Instant] = [:]

    init(intervalSeconds: Int, burst: Int) {
        intervalMilliseconds = Int64(intervalSeconds) * 1_000
        toleranceMilliseconds = intervalMilliseconds * Int64(max(burst, 1) - 1)
    }

    /// Milliseconds to wait; 0 takes the turn.
    mutating func waitMilliseconds(for recipient: [UInt8], at now: Instant) -> Int64 {
        let dueAt = max(due[recipient] ?? now, now)
        let wait = dueAt.milliseconds - now.milliseconds - toleranceMilliseconds
        guard wait <= 0 else { return wait }
        if due.count >= RecipientPace.recipientsMax, due[recipient] == nil {
            due = due.filter { $0.value > now }
            guard due.count < RecipientPace.recipientsMax else { return 0 }
        }
        due[recipient] = dueAt.advanced(byMilliseconds: intervalMilliseconds)
        return 0
    }
}
