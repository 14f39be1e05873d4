import CountersignCore
import CountersignMessaging
import Synchronization

/// Hands messages over to their providers, at its own pace, from what the store promises.
///
/// Each provider has its own list and gate, so that a slow one holds up nobody else. What can't be handed
/// over at once waits as little more than an id and is read from the store again when its turn comes, so
/// that a backlog costs little memory; what dies while it waits costs nothing.
final class Outbox: Sendable {
    /// Hand-overs under way at once, over all providers.
    static let inFlightMax = 1_024
    /// Hand-overs that each provider may have under way however many others have.
    ///
    /// Lanes keep their places while anything waits for them: without these, a few slow providers would
    /// hold all places and every other provider would wait for them.
    static let inFlightKept = 16
    /// Messages that wait in memory with everything that they need.
    static let preparedMax = 512
    /// Pause between two looks at what waits, in milliseconds.
    static let tickMilliseconds: Int64 = 20
    /// Looks between two searches for what died or lost its patience.
    static let sweepTicks = 16
    /// Messages that lose their patience with one search.
    static let impatientMax = 128

    /// One provider's messages.
    fileprivate struct Desk {
        var gate: ProviderGate
        var waiting = WaitingList()
    }

    fileprivate struct State {
        var desks: [String: Desk] = [:]
        /// Messages whose codes die too soon for a hand-over; the end of their confirmations ends them.
        var dying: [Parcel] = []
        /// Messages that wait for another attempt, with the tick of it.
        var resting: [(tick: Int, parcel: Parcel)] = []
        var tick = 0
        var isTicking = false
        var inFlight = 0
        let inFlightMax: Int
        var waitingCount = 0
        /// Work beside the hand-overs: announcements, revocations.
        var besides = 0
        /// What waits is still handed over once; nobody rests for another attempt any more.
        var isDraining = false
        /// Nothing is begun any more.
        var isStopping = false
        weak var checkout: Checkout?
    }

    let dependencies: CheckoutDependencies
    let switchboard: Switchboard
    let tokens: AccessTokens
    /// Providers that can take a message back.
    let revokers: Set<String>
    private let state: Mutex<State>

    init(
        _ dependencies: CheckoutDependencies,
        _ switchboard: Switchboard,
        inFlightMax: Int = Outbox.inFlightMax
    ) {
        self.dependencies = dependencies
        self.switchboard = switchboard
        self.tokens = AccessTokens(dependencies)
        self.revokers = Outbox.revokers(among: dependencies.providers, at: dependencies.clock.now())
        var state = State(inFlightMax: inFlightMax)
        for (name, provider) in dependencies.providers {
            let limits = dependencies.limits[name] ?? provider.usualLimits
            state.desks[name] = Desk(gate: ProviderGate(limits))
        }
        self.state = Mutex(state)
    }

    func attach(_ checkout: Checkout) {
        state.withLock { $0.checkout = checkout }
    }

    /// Hand-overs under way or waiting, and what else is to be done.
    var pending: Int {
        state.withLock { $0.inFlight + $0.waitingCount + $0.resting.count + $0.besides }
    }

    /// Takes a message that is committed.
    func submit(_ message: PreparedMessage) {
        enqueue(Parcel(message, at: dependencies.clock.now()))
    }

    /// Takes a message that an earlier run of the service promised.
    func resubmit(_ message: QueuedMessage) {
        enqueue(Parcel(message, at: dependencies.clock.now()))
    }

    /// Whether nothing is begun any more.
    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Waiting messages that are in memory with everything that they need.
    var preparedWaiting: Int {
        state.withLock { state in
            state.desks.values.reduce(0) { $0 + $1.waiting.count { $0.prepared != nil } }
        }
    }

    /// Does something beside the hand-overs, which nobody waits for but a drain.
    func aside(_ work: @escaping @Sendable (Checkout) async -> Void) {
        let checkout = state.withLock { state -> Checkout? in
            guard !state.isStopping, let checkout = state.checkout else { return nil }
            state.besides += 1
            return checkout
        }
        guard let checkout else { return }
        Task {
            await work(checkout)
            self.state.withLock { $0.besides -= 1 }
        }
    }

    /// Hands over what waits, for at most so many seconds, then begins nothing more.
    ///
    /// What is left then, or would have to be tried again, stays queued in the store for the next start.
    func drain(secondsMax: Int) async {
        state.withLock { state in
            state.isDraining = true
            state.resting = []
        }
        for _ in 0..<secondsMax * 50 {
            if pending == 0 { break }
            try? await Task.sleep(for: .milliseconds(20))
        }
        state.withLock { $0.isStopping = true }
    }

    /// Milliseconds until a recipient may get another message through a provider; takes the turn at 0.
    func paceMilliseconds(of recipient: [UInt8], through provider: String) -> Int64 {
        let now = dependencies.clock.now()
        return state.withLock { state in
            guard state.desks[provider]?.gate.pacesRecipients == true else { return 0 }
            return state.desks[provider]?.gate.waitMilliseconds(for: recipient, at: now) ?? 0
        }
    }

    // MARK: - Lanes

    private func enqueue(_ parcel: Parcel) {
        let (starts, ticks) = state.withLock { state -> (Bool, Bool) in
            guard !state.isStopping else { return (false, false) }
            if state.enters(parcel.provider, at: parcel.since) { return (true, false) }
            return (false, state.add(parcel))
        }
        if starts { Task { await self.work(parcel) } }
        if ticks { startTicking() }
    }

    /// One lane of a provider: hands over until nothing waits that may go now.
    private func work(_ first: Parcel) async {
        var next: Parcel? = first
        while let parcel = next {
            let checkout = state.withLock { $0.isStopping ? nil : $0.checkout }
            var rest: Rest?
            if let checkout { rest = await handOver(parcel, checkout) }
            let now = dependencies.clock.now()
            let ticks: Bool
            (next, ticks) = state.withLock { state -> (Parcel?, Bool) in
                let ticks = rest.map { state.add($0) } ?? false
                state.leave(parcel.provider)
                return (state.next(for: parcel.provider, at: now), ticks)
            }
            if ticks { startTicking() }
        }
    }

    // MARK: - Looking again

    private func startTicking() {
        Task {
            repeat {
                try? await Task.sleep(for: .milliseconds(Outbox.tickMilliseconds))
            } while tick()
        }
    }

    /// Begins what may go now; false when nothing waits any more.
    private func tick() -> Bool {
        let now = dependencies.clock.now()
        var dead: [Parcel] = []
        var impatient: [Parcel] = []
        let starting = state.withLock { state -> [Parcel]? in
            state.tick += 1
            guard !state.isStopping, state.waitingCount + state.resting.count > 0 else {
                state.isTicking = false
                return nil
            }
            state.wakeResting()
            if state.tick % Outbox.sweepTicks == 0 || state.isDraining {
                dead = state.sweepDead(at: now)
                impatient = state.sweepImpatient(at: now)
            }
            return state.desks.keys.flatMap { state.all(for: $0, at: now) }
        }
        guard let starting else { return false }
        for parcel in starting { Task { await self.work(parcel) } }
        if !dead.isEmpty { writeOff(dead) }
        for parcel in impatient { passOver(parcel) }
        return true
    }

    /// Ends messages whose deadline passed while they waited, one after another: they are in no hurry.
    private func writeOff(_ dead: [Parcel]) {
        // When the service stops, the store keeps them for the next start.
        guard !state.withLock({ $0.isDraining }) else { return }
        aside { checkout in
            for parcel in dead where !self.state.withLock({ $0.isDraining }) {
                // Nearly always the end of the confirmation has ended its messages, and one look is all.
                _ = await self.opened(parcel, checkout)
            }
        }
    }

    /// Sends a message that waited too long elsewhere, or lets it wait on where there is nothing else.
    private func passOver(_ parcel: Parcel) {
        aside { checkout in
            if await self.passedOver(parcel, checkout) { return }
            var parcel = parcel
            parcel.patienceMilliseconds = nil
            self.enqueue(parcel)
        }
    }
}

/// A message that waits for another attempt.
struct Rest: Sendable {
    let parcel: Parcel
    let milliseconds: Int64
}

// MARK: - Under the lock

extension Outbox.State {
    /// Takes a place for a provider's next hand-over while nothing else waits for it.
    fileprivate mutating func enters(_ provider: String, at now: Instant) -> Bool {
        open(provider)
        guard hasPlace(for: provider), desks[provider]?.waiting.isEmpty == true,
            desks[provider]?.gate.enter(at: now) == true
        else { return false }
        inFlight += 1
        return true
    }

    /// A provider that the configuration no longer names has a desk too: its messages have to end.
    private mutating func open(_ provider: String) {
        if desks[provider] == nil { desks[provider] = Outbox.Desk(gate: .init(.init())) }
    }

    private func hasPlace(for provider: String) -> Bool {
        inFlight < inFlightMax
            || (desks[provider]?.gate.inFlight ?? 0) < Outbox.inFlightKept
    }

    fileprivate mutating func leave(_ provider: String) {
        inFlight -= 1
        desks[provider]?.gate.leave()
    }

    /// Lets a message wait; true when somebody has to begin to look again.
    fileprivate mutating func add(_ parcel: Parcel) -> Bool {
        var parcel = parcel
        if waitingCount >= Outbox.preparedMax { parcel.prepared = nil }
        parcel.hasWaited = true
        open(parcel.provider)
        desks[parcel.provider]?.waiting.add(parcel)
        waitingCount += 1
        defer { isTicking = true }
        return !isTicking
    }

    fileprivate mutating func add(_ rest: Rest) -> Bool {
        // The store keeps it for the next start.
        guard !isDraining else { return false }
        var parcel = rest.parcel
        if resting.count >= Outbox.preparedMax { parcel.prepared = nil }
        let ticks = Int((rest.milliseconds + Outbox.tickMilliseconds - 1) / Outbox.tickMilliseconds)
        resting.append((tick + max(ticks, 1), parcel))
        defer { isTicking = true }
        return !isTicking
    }

    /// The next message of a provider that may go now, with its place taken.
    fileprivate mutating func next(for provider: String, at now: Instant) -> Parcel? {
        guard !isStopping, hasPlace(for: provider) else { return nil }
        // What can't arrive in time any more holds up nobody.
        while let first = desks[provider]?.waiting.first,
            !Deadline.leavesTime(first.expiresAt, at: now)
        {
            if let dead = desks[provider]?.waiting.take() { dying.append(dead.withoutContent) }
        }
        guard desks[provider]?.waiting.isEmpty == false,
            desks[provider]?.gate.enter(at: now) == true
        else { return nil }
        inFlight += 1
        waitingCount -= 1
        return desks[provider]?.waiting.take()
    }

    fileprivate mutating func all(for provider: String, at now: Instant) -> [Parcel] {
        var all: [Parcel] = []
        while let parcel = next(for: provider, at: now) { all.append(parcel) }
        return all
    }

    fileprivate mutating func wakeResting() {
        guard resting.contains(where: { $0.tick <= tick }) else { return }
        let ready = resting.filter { $0.tick <= tick }
        resting.removeAll { $0.tick <= tick }
        for rest in ready {
            desks[rest.parcel.provider]?.waiting.add(rest.parcel)
            waitingCount += 1
        }
    }

    fileprivate mutating func sweepDead(at now: Instant) -> [Parcel] {
        // While the service stops, what can't be handed over any more is not waited for.
        let isDraining = isDraining
        let isOver = { (parcel: Parcel) in
            isDraining
                ? !Deadline.leavesTime(parcel.expiresAt, at: now)
                : Deadline.isLongPast(parcel.expiresAt, at: now)
        }
        let over = dying.filter(isOver)
        dying.removeAll(where: isOver)
        waitingCount -= over.count
        return over + sweep(where: isOver)
    }

    fileprivate mutating func sweepImpatient(at now: Instant) -> [Parcel] {
        guard !isDraining else { return [] }
        return sweep(atMost: Outbox.impatientMax) { $0.isImpatient(at: now) }
    }

    private mutating func sweep(
        atMost limit: Int = .max,
        where fits: (Parcel) -> Bool
    ) -> [Parcel] {
        var swept: [Parcel] = []
        for name in desks.keys where desks[name]?.waiting.isEmpty == false {
            swept += desks[name]?.waiting.remove(atMost: limit, where: fits) ?? []
        }
        waitingCount -= swept.count
        return swept
    }
}
