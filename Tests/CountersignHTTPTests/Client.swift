import Foundation

/// What went wrong on the client's side of a test.
enum ClientFailure: Error { case system(String, Int32), endOfStream, notHTTP(String) }

/// One answer as it came over the wire.
struct Reply {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: String

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }
}

/// Runs blocking socket work on a thread of its own, so that none of Swift's pool blocks.
func offPool<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}

/// Waits until something holds; false when it does not within ten seconds.
func eventually(_ holds: @Sendable () -> Bool) async throws -> Bool {
    for _ in 0..<24_000 {
        if holds() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return holds()
}

/// A client that sends exactly the bytes it is told.
///
/// Blocks; for ``offPool(_:)`` only.
final class Client {
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(port: UInt16, host: String = "127.0.0.1") throws {
        let isVersion6 = host.contains(":")
        descriptor = socket(isVersion6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        // Long enough for a busy machine, where the pool is shared with every other test.
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        unsafe setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        let result: Int32
        if isVersion6 {
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = port.bigEndian
            unsafe inet_pton(AF_INET6, host, &name.sin6_addr)
            result = Client.connect(descriptor, name)
        } else {
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            unsafe inet_pton(AF_INET, host, &name.sin_addr)
            result = Client.connect(descriptor, name)
        }
        guard result == 0 else { throw ClientFailure.system("connect", errno) }
    }

    deinit { close(descriptor) }

    private static func connect<Name>(_ descriptor: Int32, _ name: Name) -> Int32 {
        unsafe withUnsafePointer(to: name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Name>.size))
            }
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw ClientFailure.system("send", errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends a request that ends after its headers, and reads its answer.
    func ask(_ line: String, _ fields: String = "") throws -> Reply {
        try send("\(line) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
        return try reply(toHEAD: line.hasPrefix("HEAD "))
    }

    /// Reads one answer that is framed by its length.
    func reply(toHEAD: Bool = false) throws -> Reply {
        let end = Array("\r\n\r\n".utf8)
        var headEnd: Int?
        while headEnd == nil {
            headEnd = buffer.indices.first { buffer[$0...].starts(with: end) }
            if headEnd == nil && !fill() { throw ClientFailure.endOfStream }
        }
        guard let headEnd else { throw ClientFailure.endOfStream }
        let lines = String(decoding: buffer[..<headEnd], as: UTF8.self).components(
            separatedBy: "\r\n"
        )
        buffer.removeFirst(headEnd + 4)
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw ClientFailure.notHTTP(lines.first ?? "") }
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (
                name: String(parts.first ?? ""),
                value: parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            )
        }
        let announced = headers.first { $0.name.lowercased() == "content-length" }?.value
        let length = toHEAD || status < 200 ? 0 : announced.flatMap { Int($0) } ?? 0
        while buffer.count < length {
            guard fill() else { throw ClientFailure.endOfStream }
        }
        let body = String(decoding: buffer.prefix(length), as: UTF8.self)
        buffer.removeFirst(length)
        return Reply(status: status, headers: headers, body: body)
    }

    /// Whether the server ends the connection without another byte.
    func isEnded() -> Bool { buffer.isEmpty && !fill() }

    /// Ends the client's own direction only.
    func finishSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes with a reset instead of a farewell.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout<linger>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, size)
    }

    private func fill() -> Bool {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &piece, piece.count, 0)
        guard count > 0 else { return false }
        buffer += piece.prefix(count)
        return true
    }
}
