internal import CMicrohttpd
internal import Glibc

/// Tells one thread which of its sockets have something to do.
///
/// A socket that is let go leaves by itself.
@safe public final class SocketWatch {
    /// Numbers of sockets that the latest wait found ready.
    public private(set) var ready: [Int] = []
    private let descriptor: Int32
    private var events: [epoll_event]
    /// Whether the kernel waits to the nanosecond, as it does from Linux 5.11 on.
    private var isFine = true

    /// Watches nothing yet.
    /// - Throws: ``LoopbackFailure/system(call:code:)``.
    public init() throws(LoopbackFailure) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        unsafe events = [epoll_event](repeating: epoll_event(), count: 256)
        guard descriptor >= 0 else { throw .system(call: "epoll_create1", code: errno) }
        ready.reserveCapacity(256)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Watches a socket for bytes to receive.
    public func add(_ socket: LoopbackSocket, number: Int) throws(LoopbackFailure) {
        try control(EPOLL_CTL_ADD, socket, number, EPOLLIN.rawValue)
    }

    /// Watches a socket for bytes to receive and, if wanted, for room to send.
    public func change(
        _ socket: LoopbackSocket,
        number: Int,
        isSending: Bool
    ) throws(LoopbackFailure) {
        let events = isSending ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue
        try control(EPOLL_CTL_MOD, socket, number, events)
    }

    private func control(
        _ operation: Int32,
        _ socket: LoopbackSocket,
        _ number: Int,
        _ events: UInt32
    ) throws(LoopbackFailure) {
        var event = unsafe epoll_event()
        unsafe event.events = events
        unsafe event.data.u64 = UInt64(number)
        guard unsafe epoll_ctl(descriptor, operation, socket.descriptor, &event) == 0 else {
            throw .system(call: "epoll_ctl", code: errno)
        }
    }

    /// Waits until a socket is ready or the time is over; ``ready`` says which are.
    public func wait(nanosecondsMax: Int64) {
        var count = isFine ? waitFinely(max(nanosecondsMax, 0)) : -1
        if !isFine {
            let milliseconds = Int32(clamping: max(nanosecondsMax, 0) / 1_000_000 + 1)
            count = unsafe epoll_wait(descriptor, &events, Int32(events.count), milliseconds)
        }
        ready.removeAll(keepingCapacity: true)
        for place in 0..<Int(max(count, 0)) {
            unsafe ready.append(Int(events[place].data.u64))
        }
    }

    private func waitFinely(_ nanoseconds: Int64) -> Int32 {
        var time = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000),
            tv_nsec: Int(nanoseconds % 1_000_000_000)
        )
        let count = unsafe epoll_pwait2(descriptor, &events, Int32(events.count), &time, nil)
        if count < 0, errno == ENOSYS { isFine = false }
        return count
    }
}
