import CountersignAPI
import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import Synchronization

@testable import CountersignServer

/// A server of somebody else on this machine, such as a gateway or a shop's webhook endpoint: it
/// keeps what it received.
final class LocalServer: Sendable {
    private let host: Host
    private let server: HTTPServer

    private init(host: Host, server: HTTPServer) {
        self.host = host
        self.server = server
    }

    /// Starts to listen on a free port.
    /// - Parameter answer: what a request gets; 200 with a gateway's id unless told otherwise.
    static func start(
        answer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse = LocalServer.taken
    ) throws -> LocalServer {
        var settings = HTTPServerSettings(address: ListenAddress(host: "127.0.0.1", port: 0))
        settings.allHeaders = true
        let host = Host(answer: answer)
        return LocalServer(host: host, server: try HTTPServer.start(settings, responder: host))
    }

    /// A gateway's answer to a message that it takes.
    static let taken: @Sendable (HTTPRequest) async -> HTTPResponse = { request in
        let message = GatewayMessage(request)
        return HTTPResponse(
            status: 200,
            headers: [("Content-Type", "application/json")],
            body: Array("{\"id\":\"gw-\(message?.id ?? "none")\"}".utf8)
        )
    }

    /// Its address without a slash at its end.
    var url: String { "http://\(server.address)" }

    /// What it received so far, in order of arrival.
    var requests: [HTTPRequest] { host.requests.withLock { $0 } }

    /// The messages among what it received, in order of arrival.
    var messages: [GatewayMessage] { requests.compactMap { GatewayMessage($0) } }

    func stop() async { await server.stop(graceSeconds: 1) }

    private final class Host: Responder {
        let requests = Mutex<[HTTPRequest]>([])
        let answer: @Sendable (HTTPRequest) async -> HTTPResponse

        init(answer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse) {
            self.answer = answer
        }

        func respond(to request: HTTPRequest) async -> HTTPResponse {
            requests.withLock { $0.append(request) }
            return await answer(request)
        }

        func response(to refusal: DoorRefusal) -> HTTPResponse { HTTPResponse(status: 503) }
    }
}

/// A `message.send` as a gateway reads it.
struct GatewayMessage: Sendable {
    let json: JSONValue
    let id: String
    let confirmation: String
    let text: String

    init?(_ request: HTTPRequest) {
        guard let json = try? JSONReader.read(request.body),
            json["type"]?.string == "message.send", let data = json["data"],
            let id = data["message_id"]?.string, let text = data["text"]?.string,
            let confirmation = data["confirmation_id"]?.string
        else { return nil }
        self.json = json
        self.id = id
        self.confirmation = confirmation
        self.text = text
    }

    /// The one code in its text.
    var code: String? { codes(in: text).first }
}

/// Runs of 6 to 8 digits in a text, with nothing of a number around them.
func codes(in text: String) -> [String] {
    var runs: [String] = []
    var run = ""
    for scalar in text.unicodeScalars.map(Optional.some) + [nil] {
        if let scalar, ("0"..."9").contains(scalar) {
            run.unicodeScalars.append(scalar)
        } else {
            if (6...8).contains(run.count) { runs.append(run) }
            run = ""
        }
    }
    return runs
}

/// A new secret for Standard Webhooks in its printed form.
func newSecret() -> String { "whsec_" + Base64.encode(SystemEntropy().bytes(32)) }

extension StandardWebhooks {
    /// Signs and verifies with one secret in its printed form.
    init(_ secret: String) throws {
        guard let read = WebhookSecret(secret) else { throw WireFailure.tooLate("a usable secret") }
        self.init(secrets: [read], crypto: .libcrypto)
    }
}
