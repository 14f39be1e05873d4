// The system's socket and time headers belong to whichever of the two modules was read first.
internal import CMicrohttpd
internal import Glibc

/// A client's connection to a server on this machine; it never waits once it is made.
///
/// Closed when it is let go.
public final class LoopbackSocket: Sendable {
    /// What a look into the socket found.
    public enum Received: Equatable, Sendable {
        /// So many bytes.
        case bytes(Int)
        /// Nothing yet.
        case nothing
        /// The end, orderly or not.
        case end
    }

    /// The longest wait for a connection, in seconds.
    private static let connectSecondsMax = 5

    let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// The numeric form of a loopback host: 127.0.0.0/8, `::1`, or `localhost` for 127.0.0.1.
    /// - Throws: ``LoopbackFailure/notLoopback(host:)``.
    public static func numericHost(_ host: String) throws(LoopbackFailure) -> String {
        let numeric = host == "localhost" ? "127.0.0.1" : host
        let isVersion6 = numeric.utf8.contains(UInt8(ascii: ":"))
        let address = ListenAddress(host: numeric, port: 0)
        guard (try? ListenSocket.socketAddress(address, isVersion6: isVersion6)) != nil,
            isVersion6 ? numeric == "::1" : numeric.hasPrefix("127.")
        else { throw .notLoopback(host: host) }
        return numeric
    }

    /// Connects, and waits until that is done; for a thread of its own.
    /// - Throws: ``LoopbackFailure``; nothing is left open then.
    public static func connect(to server: ListenAddress) throws(LoopbackFailure) -> LoopbackSocket {
        let host = try numericHost(server.host)
        let isVersion6 = host.utf8.contains(UInt8(ascii: ":"))
        let wanted = ListenAddress(host: host, port: server.port)
        guard let name = try? ListenSocket.socketAddress(wanted, isVersion6: isVersion6) else {
            throw .notLoopback(host: server.host)
        }
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let made = Glibc.socket(isVersion6 ? AF_INET6 : AF_INET, kind, 0)
        guard made >= 0 else { throw .system(call: "socket", code: errno) }
        let socket = LoopbackSocket(descriptor: made)
        try socket.connect(to: name, isVersion6: isVersion6, wanted)
        return socket
    }

    private func connect(
        to name: sockaddr_storage,
        isVersion6: Bool,
        _ server: ListenAddress
    ) throws(LoopbackFailure) {
        // On Linux the time-out for sending also ends a connect that nobody accepts.
        var patience = timeval(tv_sec: LoopbackSocket.connectSecondsMax, tv_usec: 0)
        let patienceSize = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, patienceSize)
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
        let length = isVersion6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        let result = unsafe withUnsafePointer(to: name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(length))
            }
        }
        guard result == 0 else { throw .unreachable(server) }
        guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
            throw .system(call: "fcntl", code: errno)
        }
    }

    /// Sends what the system takes of some bytes from a place on; nil when the connection is broken.
    public func send(_ bytes: [UInt8], from start: Int) -> Int? {
        let sent = unsafe bytes.withUnsafeBytes { bytes in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
            return unsafe Glibc.send(
                descriptor,
                rest.baseAddress,
                rest.count,
                Int32(MSG_NOSIGNAL)
            )
        }
        if sent >= 0 { return sent }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }

    /// Receives what is there into a buffer from a place on, at most to its end.
    public func receive(into buffer: inout [UInt8], from start: Int) -> Received {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
            return unsafe recv(descriptor, room.baseAddress, room.count, 0)
        }
        if count > 0 { return .bytes(count) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
    }
}
