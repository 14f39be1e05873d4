import CountersignAPI
import CountersignHTTP

/// Answers with a closure; refusals come back as a status and what the door said.
struct ScriptedResponder: Responder {
    let answer: @Sendable (HTTPRequest) async -> HTTPResponse

    init(_ answer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse) {
        self.answer = answer
    }

    func respond(to request: HTTPRequest) async -> HTTPResponse { await answer(request) }

    func response(to refusal: DoorRefusal) -> HTTPResponse {
        switch refusal {
        case .bodyTooLarge(let limit): HTTPResponse(status: 413, body: Array("\(limit)".utf8))
        case .malformed(let detail): HTTPResponse(status: 400, body: Array(detail.utf8))
        case .overloaded: HTTPResponse(status: 503, body: Array("overloaded".utf8))
        }
    }

    /// Tells what it was asked: method, path, query, body and its length.
    static let echo = ScriptedResponder { request in
        let body = String(decoding: request.body, as: UTF8.self)
        let text =
            "\(request.method)|\(request.path)|\(request.query)|\(request.body.count)|\(body)"
        return HTTPResponse(
            status: 200,
            headers: [("Content-Type", "text/plain")],
            body: Array(text.utf8)
        )
    }

    /// Answers the number of bytes of the body.
    static let count = ScriptedResponder { request in
        HTTPResponse(status: 200, body: Array("\(request.body.count)".utf8))
    }
}

/// Holds answers back until it is opened.
actor Gate {
    private var isOpen = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiters.append($0) }
    }

    func open() {
        isOpen = true
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}

/// Starts a server on a free port of the loopback.
func startServer(
    _ responder: any Responder,
    host: String = "127.0.0.1",
    _ change: (inout HTTPServerSettings) -> Void = { _ in }
) throws -> HTTPServer {
    var settings = HTTPServerSettings(address: ListenAddress(host: host, port: 0))
    change(&settings)
    return try HTTPServer.start(settings, responder: responder)
}
