import CountersignAPI
import CountersignCore
import CountersignHTTP
import Synchronization

@testable import CountersignBench

/// A service that keeps confirmations in memory and hands its messages to a sink.
final class PretendService: Responder {
    /// What it does wrong.
    enum Flaw {
        case none
        /// Every so many-th message is never handed over.
        case losesMessages(every: Int)
        /// Every so many-th create is refused.
        case refusesCreates(every: Int)
    }

    struct Kept: Sendable {
        let code: String
        let amount: Int64
        var messageStatus: String
    }

    private struct State {
        var confirmations: [String: Kept] = [:]
        var creates = 0
        var approvals = 0
        var keys: Set<String> = []
        var phones: Set<String> = []
        var references: Set<String> = []
    }

    private let state = Mutex(State())
    private let sink: Sink
    private let flaw: Flaw

    init(sink: Sink, flaw: Flaw = .none) {
        self.sink = sink
        self.flaw = flaw
    }

    var creates: Int { state.withLock { $0.creates } }
    var approvals: Int { state.withLock { $0.approvals } }
    var keys: Int { state.withLock { $0.keys.count } }
    var phones: Int { state.withLock { $0.phones.count } }
    var references: Int { state.withLock { $0.references.count } }

    /// Changes what it knows, as a crash might.
    func forget(_ id: String) { state.withLock { $0.confirmations[id] = nil } }

    func setMessage(of id: String, to status: String) {
        state.withLock { $0.confirmations[id]?.messageStatus = status }
    }

    func response(to refusal: DoorRefusal) -> HTTPResponse { HTTPResponse(status: 503) }

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        guard request.headers["authorization"] == "Bearer secret" else {
            return HTTPResponse(status: 401)
        }
        let parts = request.path.split(separator: "/").map(String.init)
        switch (request.method, parts.count) {
        case ("POST", 2): return await create(request)
        case ("POST", 4): return verify(parts[2], request)
        default: return read(parts[2])
        }
    }

    private func create(_ request: HTTPRequest) async -> HTTPResponse {
        guard let body = try? JSONReader.read(request.body),
            let amount = body["amount"]?["value"]?.integer,
            let reference = body["reference"]?.string,
            let phone = body["recipient"]?["phone"]?.string,
            let key = request.headers["idempotency-key"]
        else { return HTTPResponse(status: 422) }
        let (number, id, code) = state.withLock { state in
            state.creates += 1
            let number = state.creates
            let random = (0..<10).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            let id = ConfirmationID(at: Instant(seconds: 1_790_000_000), random: random).text
            let code = String(String(1_000_000 + number).dropFirst())
            state.keys.insert(key)
            state.phones.insert(phone)
            state.references.insert(reference)
            return (number, id, code)
        }
        if case .refusesCreates(let every) = flaw, number % every == 0 {
            return HTTPResponse(status: 503)
        }
        let kept = Kept(code: code, amount: amount, messageStatus: "accepted")
        state.withLock { $0.confirmations[id] = kept }
        var isLost = false
        if case .losesMessages(let every) = flaw { isLost = number % every == 0 }
        if !isLost { await send(code, of: id) }
        return HTTPResponse(status: 201, body: Array(#"{"id":"\#(id)","status":"pending"}"#.utf8))
    }

    private func send(_ code: String, of id: String) async {
        let message =
            #"{"type":"message.send","timestamp":"2026-11-24T10:00:00Z","data":{"message_id":"#
            + #""msg_0","confirmation_id":"\#(id)","channel":"sms","to":"+4915112345678","#
            + #""text":"Pay €49.99? Your code is \#(code). Valid 5 min."}}"#
        _ = await sink.respond(
            to: HTTPRequest(method: "POST", path: Sink.path, body: Array(message.utf8))
        )
    }

    private func verify(_ id: String, _ request: HTTPRequest) -> HTTPResponse {
        let body = try? JSONReader.read(request.body)
        return state.withLock { state in
            guard let kept = state.confirmations[id] else { return HTTPResponse(status: 404) }
            guard body?["code"]?.string == kept.code,
                body?["amount"]?["value"]?.integer == kept.amount
            else { return HTTPResponse(status: 422) }
            state.approvals += 1
            return HTTPResponse(status: 200, body: Array(#"{"status":"approved"}"#.utf8))
        }
    }

    private func read(_ id: String) -> HTTPResponse {
        guard let kept = state.withLock({ $0.confirmations[id] }) else {
            return HTTPResponse(status: 404)
        }
        let body = #"{"id":"\#(id)","messages":[{"status":"\#(kept.messageStatus)"}]}"#
        return HTTPResponse(status: 200, body: Array(body.utf8))
    }
}

/// Starts a responder on a free port of the loopback.
func serve(_ responder: any Responder) throws -> HTTPServer {
    try HTTPServer.start(
        HTTPServerSettings(address: ListenAddress(host: "127.0.0.1", port: 0)),
        responder: responder
    )
}
