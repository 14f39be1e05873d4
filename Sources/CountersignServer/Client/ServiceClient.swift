import CountersignCore
import CountersignMessaging

/// Speaks to a running service, for scripts and trials.
struct ServiceClient: Sendable {
    /// Longest wait for an ordinary answer in milliseconds.
    static let timeoutMillisecondsMax = 15_000
    /// Largest answer that is read in bytes.
    static let answerBytesMax = 1_048_576
    static let standardURL = "http://127.0.0.1:8080"

    private let url: String
    private let key: String
    private let send: @Sendable (OutboundRequest) async -> Result<OutboundReply, OutboundFailure>

    /// A client of the service that the environment names: `COUNTERSIGN_URL` and `COUNTERSIGN_KEY`.
    init(_ surroundings: Surroundings) throws(CommandFailure) {
        var url = surroundings.environment["COUNTERSIGN_URL"] ?? ServiceClient.standardURL
        if let fault = WebAddress.fault(of: url) { throw .unusable("COUNTERSIGN_URL \(fault)") }
        while url.hasSuffix("/") { url.removeLast() }
        guard let key = surroundings.environment["COUNTERSIGN_KEY"], !key.isEmpty,
            key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw .unusable(
                "COUNTERSIGN_KEY holds no API key",
                hint: "export COUNTERSIGN_KEY=csk_test_…, as 'countersign init' printed it"
            )
        }
        self.url = url
        self.key = key
        self.send = surroundings.send
    }

    /// A client of the service at a URL without a slash at its end.
    init(
        url: String,
        key: String,
        send: @escaping @Sendable (OutboundRequest) async -> Result<OutboundReply, OutboundFailure>
    ) {
        self.url = url
        self.key = key
        self.send = send
    }

    /// An answer as it came, whatever its status.
    struct Answer: Sendable {
        /// The HTTP status.
        let status: Int
        /// The document; nil when the body is no JSON.
        let document: JSONValue?
        /// The body as it came.
        let body: [UInt8]
    }

    /// One call; the answer's document when it is a success.
    /// - Throws: what the service refused, or that it can't be reached.
    func call(
        _ method: String,
        _ path: String,
        body: JSONValue? = nil,
        idempotencyKey: String? = nil,
        waitSeconds: Int = 0
    ) async throws(CommandFailure) -> JSONValue {
        try document(
            of: await reply(
                method,
                path,
                body: body,
                idempotencyKey: idempotencyKey,
                waitSeconds: waitSeconds
            )
        )
    }

    /// One call whose refusal is an answer like any other.
    /// - Throws: that the service can't be reached.
    func answer(
        _ method: String,
        _ path: String,
        body: JSONValue? = nil,
        idempotencyKey: String? = nil
    ) async throws(CommandFailure) -> Answer {
        let reply = try await reply(method, path, body: body, idempotencyKey: idempotencyKey)
        return Answer(
            status: reply.status,
            document: try? JSONReader.read(reply.body),
            body: reply.body
        )
    }

    private func reply(
        _ method: String,
        _ path: String,
        body: JSONValue?,
        idempotencyKey: String?,
        waitSeconds: Int = 0
    ) async throws(CommandFailure) -> OutboundReply {
        var headers = [("Authorization", "Bearer \(key)"), ("Accept", "application/json")]
        if body != nil { headers.append(("Content-Type", "application/json")) }
        if let idempotencyKey { headers.append(("Idempotency-Key", "\"\(idempotencyKey)\"")) }
        let request = OutboundRequest(
            method: method,
            url: url + path,
            headers: headers.map { (name: $0.0, value: $0.1) },
            body: body.map { Array(JSONText.text($0).utf8) } ?? [],
            timeoutMillisecondsMax: ServiceClient.timeoutMillisecondsMax + waitSeconds * 1_000,
            answerBytesMax: ServiceClient.answerBytesMax
        )
        switch await send(request) {
        case .success(let reply): return reply
        case .failure(.notSent(let reason)):
            throw CommandFailure(
                .tryAgainLater,
                "no service answers at \(url): \(reason)",
                hint: "start it with 'countersign serve', or set COUNTERSIGN_URL"
            )
        case .failure(.unanswered(let reason)):
            throw CommandFailure(
                .tryAgainLater,
                "the service at \(url) did not answer: \(reason)",
                hint: "it may have done it; with the same --idempotency-key a repeat is safe"
            )
        case .failure(.addressRefused):
            throw .unusable("the address \(url) is refused")
        }
    }

    private func document(of reply: OutboundReply) throws(CommandFailure) -> JSONValue {
        let document = try? JSONReader.read(reply.body)
        if (200...299).contains(reply.status) {
            guard let document, document.object != nil else {
                throw .unusable(
                    "what answers at \(url) is not Countersign",
                    hint: "set COUNTERSIGN_URL"
                )
            }
            return document
        }
        throw ProblemText.failure(
            status: reply.status,
            problem: document,
            retryAfterSeconds: reply.retryAfterSeconds
        )
    }
}
