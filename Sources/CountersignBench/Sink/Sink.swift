public import CountersignAPI
public import CountersignHTTP
internal import CountersignCore
internal import Synchronization

/// A gateway that takes every message at once and remembers when each came and which code it had.
///
/// Point a `webhook` provider of channel `sms` without a `body` mapping at ``path``.
///
///     let sink = Sink()
///     let server = try sink.listen()
///     let url = "http://\(server.address)\(Sink.path)"
public final class Sink: Responder {
    /// The path that messages are posted to.
    public static let path = "/send"

    /// What came for one confirmation.
    struct Arrival: Sendable {
        /// When its first message was whole, on the bench's clock.
        let nanoseconds: UInt64
        let code: SentCode?
    }

    private struct State {
        var arrivals: [ConfirmationKey: Arrival] = [:]
        var repeated = 0
        var unreadable = 0
        var isHolding = false
    }

    private let state = Mutex(State())

    /// A sink with room for so many messages before it has to grow.
    public init(messagesExpected: Int = 262_144) {
        state.withLock { $0.arrivals.reserveCapacity(messagesExpected) }
    }

    /// Starts a server for the sink on the loopback; stop it when the bench is over.
    public func listen(
        host: String = "127.0.0.1",
        port: UInt16 = 0,
        threads: Int = 1
    ) throws(HTTPServerFailure) -> HTTPServer {
        var settings = HTTPServerSettings(address: ListenAddress(host: host, port: port))
        // Nothing of the head matters here: not copying it leaves the time to the service.
        settings.headers = []
        settings.threads = threads
        return try HTTPServer.start(settings, responder: self)
    }

    /// Takes a message.
    public func respond(to request: HTTPRequest) async -> HTTPResponse {
        var now = Stopwatch.nanoseconds()
        let began = now
        while state.withLock({ $0.isHolding }) {
            // A gateway that is stuck: it takes the request and says nothing.
            do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
            // It counts as taken once it is answered.
            now = Stopwatch.nanoseconds()
            if Stopwatch.seconds(since: began) > Sink.holdSecondsMax {
                return HTTPResponse(status: 503)
            }
        }
        guard request.method == "POST", let message = SentMessage(request.body) else {
            state.withLock { $0.unreadable += 1 }
            return HTTPResponse(status: 400)
        }
        state.withLock { state in
            if state.arrivals[message.confirmation] == nil {
                state.arrivals[message.confirmation] = Arrival(
                    nanoseconds: now,
                    code: message.code
                )
            } else {
                state.repeated += 1
            }
        }
        return Sink.accepted
    }

    /// Longest time that a stuck gateway keeps one request, in seconds.
    static let holdSecondsMax = 30.0

    /// Answers nothing and remembers nothing until ``release()``.
    public func hold() { state.withLock { $0.isHolding = true } }

    /// Takes messages again.
    public func release() { state.withLock { $0.isHolding = false } }

    /// An empty answer with the status that fits.
    public func response(to refusal: DoorRefusal) -> HTTPResponse {
        switch refusal {
        case .bodyTooLarge: HTTPResponse(status: 413)
        case .malformed: HTTPResponse(status: 400)
        case .overloaded: HTTPResponse(status: 503)
        }
    }

    private static let accepted = HTTPResponse(
        status: 200,
        headers: [("Content-Type", "application/json")],
        body: Array(#"{"id":"sink"}"#.utf8)
    )

    /// Confirmations that a message came for.
    public var confirmations: Int { state.withLock { $0.arrivals.count } }

    /// Messages for a confirmation that already had one, as after a retry.
    public var messagesRepeated: Int { state.withLock { $0.repeated } }

    /// Requests that were no messages of the standard form.
    public var requestsUnreadable: Int { state.withLock { $0.unreadable } }

    /// What came for each of some confirmations; nil for those that nothing came for.
    func arrivals(of keys: [ConfirmationKey]) -> [Arrival?] {
        state.withLock { state in keys.map { state.arrivals[$0] } }
    }

    /// Waits until something came for each of some confirmations, or nothing new has come for a
    /// while; gives what came.
    func arrivals(
        of keys: [ConfirmationKey],
        quietSecondsMax: Double
    ) async -> [Arrival?] {
        var found = arrivals(of: keys)
        var missing = keys.indices.filter { found[$0] == nil }
        var quietSince = Stopwatch.nanoseconds()
        while !missing.isEmpty, Stopwatch.seconds(since: quietSince) <= quietSecondsMax {
            do { try await Task.sleep(for: .milliseconds(20)) } catch { break }
            // Only those that are missing are looked up, so that the sink keeps its lock short.
            let news = arrivals(of: missing.map { keys[$0] })
            for (place, arrival) in zip(missing, news) { found[place] = arrival }
            let before = missing.count
            missing.removeAll { found[$0] != nil }
            if missing.count < before { quietSince = Stopwatch.nanoseconds() }
        }
        return found
    }
}
