package import CountersignCore
import CountersignMessaging
import CountersignTemplates

/// The use cases of a confirmation, on ports only.
///
/// Every change goes one way: read, decide (``Confirmation/handle(_:at:)``), commit with a guard, act. Where
/// somebody else was first, the whole way is gone again.
public final class Checkout: CheckoutService {
    /// How often a change is decided anew because somebody else was first, before the call gives up.
    static let triesMax = 32

    let dependencies: CheckoutDependencies
    let watch = StatusWatch()
    let fresh: FreshConfirmations
    let counters = Counters()
    let rules = RuleLabels()
    let composer: Composer
    let payers: PayerMemory
    let switchboard = Switchboard()
    let outbox: Outbox
    let proofs = FetchedProofs()

    /// The use cases over their dependencies.
    ///
    /// ``start()`` begins the work that nobody asks for.
    public convenience init(_ dependencies: CheckoutDependencies) {
        self.init(dependencies, fresh: FreshConfirmations())
    }

    init(
        _ dependencies: CheckoutDependencies,
        fresh: FreshConfirmations,
        inFlightMax: Int = Outbox.inFlightMax
    ) {
        self.dependencies = dependencies
        self.fresh = fresh
        self.payers = PayerMemory(store: dependencies.educationStore)
        self.composer = Composer(dependencies, payers)
        self.outbox = Outbox(dependencies, switchboard, inFlightMax: inFlightMax)
        outbox.attach(self)
    }

    /// Wakes all who wait for a status; those who come later are answered at once.
    public func releaseWaiting() {
        watch.releaseAll()
    }

    /// Waits until every message that was to be handed over is, at most so many seconds.
    ///
    /// Later ones are no longer begun; the store keeps them for the next start.
    public func drain(secondsMax: Int) async {
        await payers.stop()
        await outbox.drain(secondsMax: secondsMax)
    }

    /// How many hand-overs are under way or waiting in memory.
    public var handoversPending: Int { outbox.pending }

    /// Providers that were handed messages, and whether each is left for now because hand-overs fail.
    public var providersPaused: [(provider: String, isPaused: Bool)] { switchboard.paused }

    /// What it was made over; a seam for tests that restart it.
    package var dependenciesForTests: CheckoutDependencies { dependencies }

    /// Wakes one confirmation as the watchman would; a seam for tests.
    @discardableResult
    package func wakeForTests(_ id: ConfirmationID) async -> Bool { await wake(id) }

    func now() -> Instant { dependencies.clock.now() }

    func newID<Kind>(_ kind: Kind.Type = Kind.self, at now: Instant) -> Identifier<Kind> {
        Identifier(at: now, random: dependencies.entropy.bytes(10))
    }

    /// The refusal that stands for a failure of the store.
    func refusal(_ failure: StoreFailure) -> Refusal {
        switch failure {
        case .overloaded: return .overloaded
        case .unavailable(let reason):
            dependencies.log.write(
                .error,
                "the store can't be used",
                [("reason", .text(reason))]
            )
            return .storageUnavailable
        }
    }
}
