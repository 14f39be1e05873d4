import CountersignCore
internal import Glibc

/// What a lane's thread owns.
protocol LaneState: AnyObject, SendableMetatype {
    /// Most jobs that are taken at once.
    static var batchMax: Int { get }
    /// Runs and answers jobs, in order.
    func serve(_ batch: [Job<Self>])
    /// The last call, when nothing is left to serve.
    func finish()
}

/// One thread with a state of its own and a mailbox.
///
/// No thread of Swift's pool waits for it.
final class Lane<State: LaneState>: Sendable {
    private let mailbox: Mailbox<Job<State>>

    /// Starts the thread; the state belongs to it from now on.
    /// - Throws: when the system gives no thread.
    init(waitingMax: Int, state: State) throws(StoreFault) {
        let mailbox = Mailbox<Job<State>>(waitingMax: waitingMax)
        self.mailbox = mailbox
        let handover = Handover(state)
        let hasStarted = startThread {
            Lane.live(handover, mailbox)
            mailbox.end()
        }
        guard hasStarted else { throw .database(code: 7, message: "no thread") }
    }

    deinit {
        // A lane that nobody closed still ends its thread.
        mailbox.close()
    }

    /// Has the thread do something, and waits for the result.
    /// - Parameter missed: the result when ``StoreFault/guardMissed`` ended the work.
    func run<Value: Sendable>(
        ifGuardMissed missed: Value? = nil,
        _ body: @escaping Work<State, Value>.Body
    ) async throws(StoreFailure) -> Value {
        let result = await withCheckedContinuation { caller in
            let job = Work<State, Value>(body, ifGuardMissed: missed, for: caller)
            switch mailbox.post(job) {
            case nil: return
            case .full: job.refuse(.overloaded)
            case .closed: job.refuse(.unavailable(reason: "closed"))
            }
            job.answer()
        }
        return try result.get()
    }

    /// Jobs that wait for the thread.
    var waitingCount: Int { mailbox.waitingCount }

    /// Takes no more work, finishes what is queued, and gives the state back to the system.
    func close() async {
        mailbox.close()
        await mailbox.ended()
    }

    private static func live(_ handover: Handover<State>, _ mailbox: Mailbox<Job<State>>) {
        guard let state = handover.take() else { return }
        var batch: [Job<State>] = []
        while mailbox.take(into: &batch, atMost: State.batchMax) {
            state.serve(batch)
            batch.removeAll(keepingCapacity: true)
        }
        state.finish()
    }
}

/// Carries a state from the thread that made it to the one that owns it.
// The maker gives it up before the thread starts, and the thread takes it once.
private final class Handover<State>: @unchecked Sendable {
    private var state: State?

    init(_ state: State) { self.state = state }

    func take() -> State? {
        defer { state = nil }
        return state
    }
}

// MARK: - Threads

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context {
        // Retained in `startThread`.
        unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
    }
    return nil
}

/// Starts a detached thread; false when the system gives none.
private func startThread(_ run: @escaping @Sendable () -> Void) -> Bool {
    // Released by `threadMain`, or below when there is no thread.
    let body = unsafe Unmanaged.passRetained(ThreadBody(run))
    var thread = pthread_t()
    guard unsafe pthread_create(&thread, nil, threadMain, body.toOpaque()) == 0 else {
        unsafe body.release()
        return false
    }
    pthread_detach(thread)
    return true
}
