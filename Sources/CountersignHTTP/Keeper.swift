internal import CMicrohttpd
internal import CountersignAPI
internal import Glibc
internal import Synchronization

/// The one thread beside the library's: cuts slow clients, ends long waits, and stops the daemon.
///
/// The library's own time-out measures silence only and skips suspended connections, so that a
/// client that drips a byte a second, and a wait that nobody answers, would live for ever.
// The daemon belongs to the keeper's thread; everything else is locked or never changes.
final class Keeper: @unchecked Sendable {
    /// What other threads ask of the keeper.
    private struct Orders {
        var stopBy: Int64?
        var stopped = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    let state: ServerState
    private let orders = Mutex(Orders())
    private let wakeUp: Int32
    private var daemon: Daemon?

    /// Between two looks at the clock.
    ///
    /// Deadlines are seconds, so a fraction of one is near enough.
    private static let roundMilliseconds: Int32 = 200
    /// The same while stopping, when every look may be the last.
    private static let drainRoundMilliseconds: Int32 = 5
    /// What answers get to reach their clients after the grace is over.
    private static let flushMillisecondsMax: Int64 = 1_000

    private init(daemon: consuming Daemon, wakeUp: Int32, state: ServerState) {
        self.state = state
        self.wakeUp = wakeUp
        self.daemon = consume daemon
    }

    deinit { close(wakeUp) }

    /// Starts the daemon and the thread that keeps it.
    static func start(
        on socket: consuming ListenSocket,
        for state: ServerState
    ) throws(HTTPServerFailure) -> Keeper {
        let wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard wakeUp >= 0 else { throw .system(call: "eventfd", code: errno) }
        let daemon: Daemon
        do {
            daemon = try Daemon.start(on: socket, for: state)
        } catch {
            close(wakeUp)
            throw error
        }
        let keeper = Keeper(daemon: daemon, wakeUp: wakeUp, state: state)
        var thread = pthread_t()
        // Released by the thread, when it ends.
        let context = unsafe Unmanaged.passRetained(keeper)
        let code = unsafe pthread_create(&thread, nil, keep, context.toOpaque())
        guard code == 0 else {
            unsafe context.release()
            throw .system(call: "pthread_create", code: code)
        }
        pthread_detach(thread)
        return keeper
    }

    /// Asks for the stop, at once or after what is under way, and does not wait for it.
    func requestStop(graceSeconds: Int) {
        order(graceSeconds: graceSeconds, waiter: nil)
    }

    /// Asks for the stop and returns when the daemon is gone.
    func stop(graceSeconds: Int) async {
        await withCheckedContinuation { order(graceSeconds: graceSeconds, waiter: $0) }
    }

    private func order(graceSeconds: Int, waiter: CheckedContinuation<Void, Never>?) {
        let by = Monotonic.milliseconds() + Int64(graceSeconds) * 1_000
        let isStopped = orders.withLock { orders in
            if orders.stopped { return true }
            orders.stopBy = min(orders.stopBy ?? .max, by)
            if let waiter { orders.waiters.append(waiter) }
            return false
        }
        guard !isStopped else {
            waiter?.resume()
            return
        }
        state.isStopping.store(true, ordering: .relaxed)
        var one: UInt64 = 1
        _ = unsafe write(wakeUp, &one, MemoryLayout<UInt64>.size)
    }

    // MARK: - On the keeper's thread

    fileprivate func run() {
        while true {
            let stopBy = orders.withLock { $0.stopBy }
            let now = Monotonic.milliseconds()
            sweep(at: now)
            if let stopBy {
                daemon?.quiesce()
                if state.requestsUnderWay.load(ordering: .relaxed) == 0 || now >= stopBy { break }
            }
            rest(stopBy == nil ? Keeper.roundMilliseconds : Keeper.drainRoundMilliseconds)
        }
        answerAllWaiting()
        let flushBy = Monotonic.milliseconds() + Keeper.flushMillisecondsMax
        while state.requestsUnderWay.load(ordering: .relaxed) > 0
            && Monotonic.milliseconds() < flushBy
        {
            rest(Keeper.drainRoundMilliseconds)
        }
        daemon = nil
        let waiters = orders.withLock { orders in
            orders.stopped = true
            return orders.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func rest(_ milliseconds: Int32) {
        var wanted = pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&wanted, 1, milliseconds) > 0 else { return }
        var count: UInt64 = 0
        _ = unsafe read(wakeUp, &count, MemoryLayout<UInt64>.size)
    }

    /// Cuts connections whose deadline is over; answers exchanges whose wait is over or whose
    /// client is gone.
    private func sweep(at now: Int64) {
        let ended = state.tables.withLock { tables in
            for connection in tables.connections.values
            where connection.deadline.load(ordering: .relaxed) <= now {
                connection.cut()
            }
            return Keeper.ended(tables.waiting, at: now)
        }
        // Outside the lock: answering calls the library, which has locks of its own.
        for waiting in ended { waiting.giveUp() }
    }

    private static func ended(
        _ waiting: [ObjectIdentifier: ServerState.Waiting],
        at now: Int64
    ) -> [ServerState.Waiting] {
        guard !waiting.isEmpty else { return [] }
        let all = Array(waiting.values)
        // No event is asked for: the system reports sockets that are closed in both directions, and
        // no others. A client that closed its own direction may still read the answer.
        var sockets = all.map {
            pollfd(fd: $0.exchange.connection.descriptor, events: 0, revents: 0)
        }
        unsafe poll(&sockets, nfds_t(sockets.count), 0)
        return zip(all, sockets)
            .filter { one, socket in one.deadline <= now || socket.revents != 0 }
            .map { one, _ in one }
    }

    /// Nothing may be suspended when the daemon stops, and nothing new may become so.
    private func answerAllWaiting() {
        let (waiting, drips) = state.tables.withLock { tables in
            tables.isClosed = true
            return (Array(tables.waiting.values), Array(tables.drips.values))
        }
        for one in waiting { one.giveUp() }
        for drip in drips { drip.end() }
    }
}

private func keep(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    unsafe Unmanaged<Keeper>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
