import CountersignCore
import Foundation

/// What went wrong on the client's side of a test.
enum WireFailure: Error {
    /// A call of the system failed.
    case system(String, Int32)
    /// The server closed before an answer was whole.
    case ended
    /// What came is no HTTP answer.
    case notHTTP
    /// Something did not come about in time.
    case tooLate(String)
}

/// One answer as it came over the wire.
struct Answer: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    /// The value of a header field; its name in lower case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    /// The body as JSON; null when it is none.
    var json: JSONValue { (try? JSONReader.read(body)) ?? .null }
    /// The type of a problem document, without `/problems/`.
    var problem: String? {
        json["type"]?.string.map { String($0.dropFirst("/problems/".count)) }
    }
    /// The names of the members of the body's object, in order.
    var names: [String] { json.object?.map(\.name) ?? [] }
}

/// A text as JSON; nil when it is none.
func parsed(_ text: String) -> JSONValue? { try? JSONReader.read(Array(text.utf8)) }

/// Runs blocking work on a thread of its own, so that none of Swift's pool blocks.
func offPool<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}

/// Asks again and again until there is something; gives up after half a minute.
func eventually<Value: Sendable>(
    _ what: String,
    _ find: () async throws -> Value?
) async throws -> Value {
    for _ in 0..<6_000 {
        if let found = try await find() { return found }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw WireFailure.tooLate(what)
}

/// A keep-alive connection that sends exactly the bytes that it is told.
///
/// Blocks; for ``offPool(_:)`` only.
final class Wire {
    /// How long an answer may take: longer than any long poll of these tests.
    static let patienceSeconds = 60

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var patience = timeval(tv_sec: Wire.patienceSeconds, tv_usec: 0)
        unsafe setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        var on: Int32 = 1
        // Head and body leave in one piece, but a second request must not wait for the first's receipt.
        unsafe setsockopt(
            descriptor,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &on,
            socklen_t(MemoryLayout<Int32>.size)
        )
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw WireFailure.system("connect", errno) }
    }

    /// A connection that a listener of these tests accepted.
    init(takingOwnershipOf descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The bytes up to an end, which is taken but not part of them; nil once the other side is gone.
    func read(upTo end: String) -> [UInt8]? {
        let end = Array(end.utf8)
        while true {
            if let place = buffer.firstRange(of: end) {
                let bytes = Array(buffer[..<place.lowerBound])
                buffer.removeFirst(place.upperBound)
                return bytes
            }
            guard fill() else { return nil }
        }
    }

    /// Sends a request and reads its answer.
    func ask(_ request: Request) throws -> Answer {
        try send(request.bytes)
        return try answer()
    }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw WireFailure.system("send", errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads one answer that is framed by its length.
    func answer() throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        var headEnd: Int?
        while headEnd == nil {
            headEnd = buffer.firstRange(of: end)?.lowerBound
            if headEnd == nil && !fill() { throw WireFailure.ended }
        }
        guard let headEnd else { throw WireFailure.ended }
        let lines = String(decoding: buffer[..<headEnd], as: UTF8.self)
            .components(separatedBy: "\r\n")
        buffer.removeFirst(headEnd + end.count)
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw WireFailure.notHTTP }
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (
                name: String(parts.first ?? ""),
                value: parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            )
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }
            .flatMap { Int($0.value) }
        while buffer.count < length ?? 0 {
            guard fill() else { throw WireFailure.ended }
        }
        let body = Array(buffer.prefix(length ?? 0))
        buffer.removeFirst(length ?? 0)
        return Answer(status: status, headers: Array(headers), body: body)
    }

    private func fill() -> Bool {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &piece, piece.count, 0)
        guard count > 0 else { return false }
        buffer += piece.prefix(count)
        return true
    }
}

/// A request as bytes, well-formed unless its parts are not.
struct Request: Sendable {
    var method = "GET"
    var path: String
    /// The API key; nil sends no Authorization.
    var key: String?
    /// The Idempotency-Key; nil sends none.
    var repeatKey: String?
    /// Content type of the body.
    var type = "application/json"
    /// Further header lines, each ended by CR and LF.
    var fields = ""
    var body: [UInt8]?

    static func get(_ path: String, key: String? = nil, fields: String = "") -> Request {
        Request(path: path, key: key, fields: fields)
    }

    static func post(
        _ path: String,
        key: String? = nil,
        once repeatKey: String? = nil,
        fields: String = "",
        _ body: String? = nil
    ) -> Request {
        Request(
            method: "POST",
            path: path,
            key: key,
            repeatKey: repeatKey,
            fields: fields,
            body: body.map { Array($0.utf8) }
        )
    }

    var bytes: [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        if let key { head += "Authorization: Bearer \(key)\r\n" }
        if let repeatKey { head += "Idempotency-Key: \"\(repeatKey)\"\r\n" }
        head += fields
        if let body {
            head += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n"
        } else if method == "POST" {
            head += "Content-Length: 0\r\n"
        }
        return Array("\(head)\r\n".utf8) + (body ?? [])
    }
}
