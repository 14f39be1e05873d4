import CountersignAPI
import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import CountersignTransport
import Testing

@testable import CountersignSimulator

/// A simulator of its own process's kind, spoken to with bare requests, and a server that takes
/// whatever it posts.
struct Workshop {
    let simulator: Simulator
    let carrier: any Carrier
    let secrets: SimulatorSecrets
    let settings: SimulatorSettings
    let box: PostBox
    /// The base URL of the server that takes posts.
    let service: String

    /// Sets everything up, and takes it down whatever happens.
    static func with(
        _ scenario: Scenario = .quick,
        account: ServiceAccount? = nil,
        begins: Bool = true,
        _ change: (inout SimulatorSettings) -> Void = { _ in },
        _ body: (Workshop) async throws -> Void
    ) async throws {
        let carrier = try CurlCarrier()
        let secrets = SimulatorSecrets(
            from: SystemEntropy(),
            rcsAccount: account,
            apnsAccount: Stage.apnsAccount
        )
        var settings = SimulatorSettings.standalone
        settings.scenario = scenario
        settings.payersTap = false
        change(&settings)
        let simulator = try Simulator.start(
            listen: ListenAddress(host: "127.0.0.1", port: 0),
            carrier: carrier,
            secrets: secrets,
            crypto: Stage.crypto,
            clock: SystemClock(),
            entropy: SystemEntropy(),
            settings: settings
        )
        let box = PostBox()
        var door = HTTPServerSettings(address: ListenAddress(host: "127.0.0.1", port: 0))
        door.allHeaders = true
        let server = try HTTPServer.start(door, responder: box)
        simulator.setService("http://\(server.address)")
        if begins { simulator.beginScenario() }
        let workshop = Workshop(
            simulator: simulator,
            carrier: carrier,
            secrets: secrets,
            settings: settings,
            box: box,
            service: "http://\(server.address)"
        )
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(workshop))
        } catch {
            result = .failure(error)
        }
        await simulator.stop()
        await server.stop(graceSeconds: 1)
        await carrier.stop(withinMilliseconds: 1_000)
        try result.get()
    }

    /// An answer with its body as JSON where it is some.
    struct Reply {
        let status: Int
        let json: JSONValue
        let text: String
    }

    /// Sends one request.
    func send(
        _ method: String,
        _ url: String,
        _ headers: [(name: String, value: String)] = [],
        _ body: String = ""
    ) async throws -> Reply {
        let request = OutboundRequest(
            method: method,
            url: url,
            headers: headers,
            body: Array(body.utf8)
        )
        let reply = try await carrier.send(request).get()
        return Reply(
            status: reply.status,
            json: (try? JSONReader.read(reply.body)) ?? .null,
            text: String(decoding: reply.body, as: UTF8.self)
        )
    }

    /// Waits until something holds; nothing here takes longer than moments.
    func eventually(_ what: Comment, _ condition: () -> Bool) async throws {
        for _ in 0..<1_500 {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record(what)
    }

    // MARK: - Platforms

    static let form = "application/x-www-form-urlencoded"

    /// A form to Twilio, with the account's own credentials unless told otherwise.
    func twilio(
        _ parameters: [(name: String, value: String)],
        user: String? = nil,
        account: String? = nil,
        to platform: SimulatedPlatform = .twilio
    ) async throws -> Reply {
        let sid = settings.twilioAccountSID
        let credentials = user ?? "\(sid):\(secrets.twilioToken)"
        let base = simulator.url(of: platform)
        return try await send(
            "POST",
            "\(base)/2010-04-01/Accounts/\(account ?? sid)/Messages.json",
            [
                ("Authorization", "Basic " + Base64.encode(Array(credentials.utf8))),
                ("Content-Type", Workshop.form),
            ],
            PercentEncoding.form(parameters)
        )
    }

    /// What a text message to Twilio needs at least, with a callback.
    func message(
        to phone: String = Stage.phoneText,
        callback: String = "/cb?r=1"
    ) -> [(name: String, value: String)] {
        [
            ("To", phone), ("From", "+447700900999"), ("Body", "Your code is 042917."),
            ("ValidityPeriod", "120"), ("StatusCallback", service + callback),
        ]
    }

    func whatsApp(_ body: String) async throws -> Reply {
        try await send(
            "POST",
            simulator.url(of: .whatsapp) + "/v23.0/\(settings.phoneNumberID)/messages",
            [
                ("Authorization", "Bearer \(secrets.whatsAppToken)"),
                ("Content-Type", "application/json"),
            ],
            body
        )
    }

    func rcs(
        _ method: String = "POST",
        _ path: String,
        token: String? = nil,
        _ body: String = ""
    ) async throws -> Reply {
        try await send(
            method,
            simulator.url(of: .rcs) + "/v1/phones/%2B4915112345678/" + path,
            [
                ("Authorization", "Bearer \(token ?? secrets.rcsToken)"),
                ("Content-Type", "application/json"),
            ],
            body
        )
    }

    static let card = """
        {"messageTrafficType":"TRANSACTION","ttl":"120s","contentMessage":{"richCard":{
        "standaloneCard":{"cardOrientation":"VERTICAL","cardContent":{"title":"Confirm 12.50 EUR",
        "suggestions":[{"reply":{"text":"Approve","postbackData":"cnf_1.approve.T"}},
        {"reply":{"text":"Not me","postbackData":"cnf_1.deny.T"}}]}}}}}
        """
}

/// Takes whatever is posted to it and keeps it.
final class PostBox: Responder {
    let posts: AsyncStream<HTTPRequest>
    private let continuation: AsyncStream<HTTPRequest>.Continuation

    init() {
        (posts, continuation) = AsyncStream.makeStream()
    }

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        continuation.yield(request)
        if request.method == "GET",
            let parameters = PercentEncoding.parameters(
                request.query,
                plusIsSpace: false
            ), let challenge = parameters.first(where: { $0.name == "hub.challenge" })
        {
            return HTTPResponse(status: 200, body: Array(challenge.value.utf8))
        }
        if let secret = (try? JSONReader.read(request.body))?["secret"]?.string {
            return HTTPResponse(status: 200, body: Array(secret.utf8))
        }
        return HTTPResponse(status: 200)
    }

    func response(to refusal: DoorRefusal) -> HTTPResponse { HTTPResponse(status: 503) }
}

extension Scenario {
    /// Everything takes 10 milliseconds, and the seed is 7.
    static var quick: Scenario { with { _ in } }

    /// The same with a changed behaviour of every platform.
    static func with(_ change: (inout Behaviour) -> Void) -> Scenario {
        var behaviour = Behaviour()
        behaviour.latency = .fixed(milliseconds: 10)
        behaviour.receiptLatency = .fixed(milliseconds: 10)
        change(&behaviour)
        var scenario = Scenario()
        scenario.seed = 7
        for platform in SimulatedPlatform.allCases {
            scenario.platforms[platform] = PlatformScript(usual: behaviour)
        }
        return scenario
    }
}
