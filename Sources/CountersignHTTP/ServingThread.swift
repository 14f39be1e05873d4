internal import CMicrohttpd
internal import Glibc
internal import Synchronization

/// One of the library's servers.
// The library says itself which of its calls other threads may make.
@safe struct LibraryServer: @unchecked Sendable {
    let handle: OpaquePointer

    /// Ends it, with every connection; nobody may run it any more.
    func stop() { unsafe MHD_stop_daemon(handle) }
}

/// The thread that runs one of the library's servers.
///
/// The library's own threads sleep at the wrong time: version 0.9.75 takes at most 128 events at once, and
/// where it got just as many it waits for more before it serves those, up to the time-out of silent
/// connections. So we wait ourselves, and it only ever looks at what has come.
// The library's server is run by this thread alone; the descriptors never change.
@safe final class ServingThread: @unchecked Sendable {
    private let server: LibraryServer
    private let events: Int32
    private let bell: Bell
    private let state: ServerState
    private let isEnding = Atomic(false)
    private var thread = pthread_t()

    private init(_ server: LibraryServer, _ state: ServerState, events: Int32, bell: Bell) {
        self.server = server
        self.state = state
        self.events = events
        self.bell = bell
    }

    deinit { close(bell.descriptor) }

    /// Begins to serve.
    static func start(
        _ server: LibraryServer,
        for state: ServerState
    ) throws(HTTPServerFailure) -> ServingThread {
        let events = unsafe countersign_mhd_epoll(server.handle)
        guard events >= 0 else { throw .refused(reason: "the library has no epoll here") }
        let wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard wakeUp >= 0 else { throw .system(call: "eventfd", code: errno) }
        let made = ServingThread(server, state, events: events, bell: Bell(descriptor: wakeUp))
        // Released by the thread, when it ends.
        let context = unsafe Unmanaged.passRetained(made)
        let code = unsafe pthread_create(&made.thread, nil, serve, context.toOpaque())
        guard code == 0 else {
            unsafe context.release()
            throw .system(call: "pthread_create", code: code)
        }
        return made
    }

    /// Ends the thread and waits for it; from any other thread, once.
    func end() {
        isEnding.store(true, ordering: .releasing)
        bell.ring()
        pthread_join(thread, nil)
    }

    fileprivate func run() {
        // As the library does on its own threads: a client that is gone is an error code.
        var pipe = sigset_t()
        unsafe sigemptyset(&pipe)
        unsafe sigaddset(&pipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &pipe, nil)
        state.bells.withLock { $0[pthread_self()] = bell }
        while !isEnding.load(ordering: .acquiring) {
            var wanted = [
                pollfd(fd: events, events: Int16(POLLIN), revents: 0),
                pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe poll(&wanted, 2, waitMilliseconds)
            bell.silence()
            unsafe MHD_run(server.handle)
        }
    }

    /// Until the library has something to do of its own; -1 for never.
    private var waitMilliseconds: Int32 {
        var milliseconds: UInt64 = 0
        guard unsafe MHD_get_timeout(server.handle, &milliseconds) == .YES else { return -1 }
        return Int32(clamping: milliseconds)
    }
}

private func serve(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    unsafe Unmanaged<ServingThread>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
