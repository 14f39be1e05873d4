import Foundation
import Synchronization

/// A small HTTP server on plain sockets and port 0: a thread accepts, and one serves each connection.
final class LoopbackServer: Sendable {
    let port: Int
    private let listener: Int32
    private let accepted = Atomic<Int>(0)

    /// Connections taken so far.
    var connectionCount: Int { accepted.load(ordering: .sequentiallyConsistent) }
    var url: String { "http://127.0.0.1:\(port)/" }

    init(isIPv6: Bool = false, _ serve: @escaping @Sendable (Connection) -> Void) throws {
        LoopbackServer.raiseDescriptorLimit()
        let (listener, port) = try isIPv6 ? Sockets.listenIPv6() : Sockets.listenIPv4()
        self.listener = listener
        self.port = port
        let thread = Thread { [self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                // A child of another test would keep the connection open.
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                accepted.add(1, ordering: .sequentiallyConsistent)
                let worker = Thread {
                    let connection = Connection(descriptor: descriptor)
                    serve(connection)
                    connection.close()
                }
                worker.stackSize = 256 * 1_024
                worker.start()
            }
        }
        thread.start()
    }

    /// Answers every request of every connection alike.
    convenience init(answering answer: @escaping @Sendable (Received) -> String) throws {
        try self.init { connection in
            while let request = connection.readRequest() {
                guard connection.write(answer(request)) else { return }
            }
        }
    }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
    }

    static func answer(_ status: String, _ body: String = "", headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// A thousand transfers hold two thousand sockets in this process.
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

/// One request as it came over the wire.
struct Received: Sendable {
    let head: String
    let body: [UInt8]

    var requestLine: String { String(head.prefix { $0 != "\r\n" }) }

    /// Every value of a header field.
    func values(_ name: String) -> [String] {
        head.split(separator: "\r\n").dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":"),
                line[..<colon].lowercased() == name.lowercased()
            else { return nil }
            return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
    }
}

/// One accepted connection, used by its own thread.
final class Connection {
    let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isClosed = false

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The next request with its whole body; nil at the end.
    func readRequest() -> Received? {
        guard let bytes = read(upTo: "\r\n\r\n") else { return nil }
        let head = String(decoding: bytes, as: UTF8.self)
        let length =
            Received(head: head, body: []).values("content-length").first.flatMap(Int.init) ?? 0
        while buffer.count < length {
            guard receive() else { return nil }
        }
        let body = Array(buffer[..<length])
        buffer.removeFirst(length)
        return Received(head: head, body: body)
    }

    /// The next bytes up to an end, which is taken but not part of them; nil at the end.
    func read(upTo end: String) -> [UInt8]? {
        let end = Array(end.utf8)
        while true {
            if let place = buffer.firstRange(of: end) {
                let bytes = Array(buffer[..<place.lowerBound])
                buffer.removeSubrange(..<place.upperBound)
                return bytes
            }
            guard receive() else { return nil }
        }
    }

    private func receive() -> Bool {
        var piece = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe recv(descriptor, &piece, piece.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: piece[..<count])
        return true
    }

    /// Writes text; false once the other side is gone.
    @discardableResult
    func write(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Passes bytes to and from another port of this machine until one side ends.
    func exchange(withPort port: Int) {
        guard let other = try? Sockets.connect(toPort: port) else { return }
        defer { Glibc.close(other) }
        var piece = [UInt8](repeating: 0, count: 16_384)
        var watched = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        while unsafe poll(&watched, 2, -1) > 0 {
            for place in 0..<2 where watched[place].revents != 0 {
                let count = unsafe recv(watched[place].fd, &piece, piece.count, 0)
                guard count > 0,
                    unsafe send(watched[1 - place].fd, piece, count, Int32(MSG_NOSIGNAL)) == count
                else { return }
            }
        }
    }

    /// Ends the connection with a reset instead of an orderly close.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_LINGER,
            &option,
            socklen_t(MemoryLayout<linger>.size)
        )
        close()
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(descriptor)
    }
}
