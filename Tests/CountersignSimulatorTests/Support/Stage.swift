import CountersignAPI
import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import CountersignTemplates
import CountersignTransport
import Testing

@testable import CountersignSimulator

/// A simulator, a carrier, and a service that takes its reports, all over real HTTP.
struct Stage {
    let simulator: Simulator
    let carrier: any Carrier
    let secrets: SimulatorSecrets
    let providers: [Channel: WebhookProvider]
    let service: ReportDesk
    let clock: any Clock = SystemClock()

    /// Sets everything up, and takes it down whatever happens.
    static func with(
        _ settings: SimulatorSettings = .quick,
        refusingFirst refusals: Int = 0,
        _ body: (Stage) async throws -> Void
    ) async throws {
        let crypto = Stage.crypto
        let carrier = try CurlCarrier()
        let secrets = SimulatorSecrets(from: SystemEntropy())
        let simulator = try Simulator.start(
            listen: ListenAddress(host: "127.0.0.1", port: 0),
            carrier: carrier,
            secrets: secrets,
            crypto: crypto,
            clock: SystemClock(),
            entropy: SystemEntropy(),
            settings: settings
        )
        let providers = SimulatorConfiguration.connectedProviders(
            at: simulator.url,
            settings,
            secrets: secrets,
            crypto: crypto
        )
        let desk = ReportDesk(providers: providers, refusals: refusals)
        let server = try HTTPServer.start(
            HTTPServerSettings(address: ListenAddress(host: "127.0.0.1", port: 0)),
            responder: desk
        )
        simulator.setService("http://\(server.address)")
        let stage = Stage(
            simulator: simulator,
            carrier: carrier,
            secrets: secrets,
            providers: Dictionary(uniqueKeysWithValues: providers.map { ($0.channel, $0) }),
            service: desk
        )
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(stage))
        } catch {
            result = .failure(error)
        }
        await simulator.stop()
        await server.stop(graceSeconds: 1)
        await carrier.stop(withinMilliseconds: 1_000)
        try result.get()
    }

    static let crypto = ProviderCrypto(
        webhook: WebhookCrypto(
            hmacSHA256: { SHA256.hmac(key: $0, $1) },
            constantTimeEqual: { ConstantTime.areEqual($0, $1) }
        ),
        hash: { wire($0).hash($1) },
        hmac: { wire($0).hmac(key: $1, $2) },
        rsaSigner: { signer(WirePrivateKey(rsaPEM: $0)) },
        ecSigner: { signer(WirePrivateKey(p256PEM: $0)) },
        isValidRSA: { _, _, _, _ in false }
    )

    private static func signer(_ key: WirePrivateKey?) -> ProviderCrypto.Signer? {
        guard let key else { return nil }
        return { key.sign($0) }
    }

    private static func wire(_ hash: ProviderCrypto.Hash) -> WireHash {
        switch hash {
        case .sha1: .sha1
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }

    /// The request that a service would send.
    func request(
        _ channel: Channel,
        text: String = "Pay 49.99 EUR to Acme Shoes? Your code is 042917.",
        content: String? = nil,
        from: String? = nil,
        to: String = Stage.phoneText
    ) throws -> (id: MessageID, request: OutboundRequest) {
        let now = clock.now()
        let dispatch = try Stage.dispatch(channel, text, content, from, to, now)
        let provider = try #require(providers[channel])
        return (dispatch.message.id, provider.request(for: dispatch))
    }

    /// What the service makes of the answer to a request.
    func outcome(_ channel: Channel, of request: OutboundRequest) async throws -> DispatchOutcome {
        try #require(providers[channel]).outcome(of: await carrier.send(request))
    }

    /// The answer to a request, with its body as JSON.
    func reply(to request: OutboundRequest) async throws -> (status: Int, json: JSONValue) {
        let reply = try await carrier.send(request).get()
        return (reply.status, try JSONReader.read(reply.body))
    }

    /// The next arrivals on any phone.
    func arrivals(
        _ count: Int,
        after action: () async throws -> Void
    ) async throws -> [SimulatedMessage] {
        let stream = simulator.phones.arrivals()
        try await action()
        return await stream.collect(count)
    }

    static let phoneText = "+4915112345678"
    /// What both platforms of notices take for a device's token.
    static let deviceToken = String(repeating: "0123456789abcdef", count: 4)

    /// A team that sends through Apple's interface, with a key of this run.
    static let apnsAccount: APNsAccount? = {
        let pem = WirePrivateKey.newP256PEM()
        return WirePrivateKey(p256PEM: pem).map { key in
            APNsAccount(privateKeyPEM: pem) { key.isOwn($0, of: $1) }
        }
    }()

    static func phone(_ text: String = phoneText) throws -> PhoneNumber {
        try PhoneNumber(text)
    }

    static func dispatch(
        _ channel: Channel,
        _ text: String,
        _ content: String?,
        _ from: String?,
        _ to: String,
        _ now: Instant,
        accessToken: AccessToken? = nil
    ) throws -> Dispatch {
        let entropy = SystemEntropy()
        let rendered = RenderedMessage(
            channel: channel,
            text: text,
            content: content.map { Array($0.utf8) },
            from: from,
            surface: .message,
            template: "default/en/payment",
            templateVersion: "0123456789ab",
            locale: "en",
            parts: 1,
            redacted: []
        )
        let message = Message(
            id: MessageID(at: now, random: entropy.bytes(10)),
            confirmation: ConfirmationID(at: now, random: entropy.bytes(10)),
            generation: 0,
            template: "payment",
            channel: channel,
            provider: "simulator-\(channel.rawValue)",
            status: .queued,
            providerReference: nil,
            failure: nil,
            parts: 1,
            shown: Shown(
                surface: .message,
                sha256: [UInt8](repeating: 0, count: 32),
                template: "default/en/payment",
                templateVersion: "0123456789ab",
                locale: "en"
            ),
            createdAt: now,
            updatedAt: now
        )
        return Dispatch(
            message: message,
            to: to,
            rendered: rendered,
            expiresAt: now.advanced(bySeconds: 287),
            now: now,
            accessToken: accessToken
        )
    }
}

extension SimulatorSettings {
    /// As short a delay as keeps the order of answer, arrival and reports.
    static var quick: SimulatorSettings {
        var settings = SimulatorSettings()
        settings.delayMilliseconds = 10
        return settings
    }
}

extension AsyncStream where Element: Sendable {
    /// The next elements; fewer when the stream ends.
    func collect(_ count: Int) async -> [Element] {
        var elements: [Element] = []
        for await element in self {
            elements.append(element)
            if elements.count == count { break }
        }
        return elements
    }
}

extension OutboundRequest {
    /// The request with a changed text in its body.
    func replacing(_ old: String, with new: String) -> OutboundRequest {
        var request = self
        request.body = Array(String(decoding: body, as: UTF8.self).replacing(old, with: new).utf8)
        return request
    }

    /// The request with another value of a header field, or without it.
    func setting(_ header: String, to value: String?) -> OutboundRequest {
        var request = self
        request.headers.removeAll { $0.name.lowercased() == header.lowercased() }
        if let value { request.headers.append((header, value)) }
        return request
    }
}
