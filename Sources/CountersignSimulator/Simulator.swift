public import CountersignCore
public import CountersignHTTP
public import CountersignMessaging

/// A simulator of an SMS gateway, a WhatsApp platform and an RCS platform: one real HTTP server that
/// speaks the platforms' formats, and phones that keep what they received.
///
///     let simulator = try Simulator.start(
///         listen: ListenAddress(host: "127.0.0.1", port: 0), carrier: carrier, secrets: secrets,
///         crypto: crypto, clock: clock, entropy: entropy)
///     let providers = SimulatorConfiguration.providers(at: simulator.url)
///     simulator.setService("http://127.0.0.1:8080")
public final class Simulator: Sendable {
    /// Seconds that requests under way are given when the simulator stops.
    private static let stopSecondsMax = 2
    /// Longest body that any of the platforms reads in bytes, with room for its refusal.
    private static let bodyBytesMax = 300_000

    /// The base URL of the platforms, without a slash at its end.
    public let url: String
    /// What arrived where, and what the phones can receive.
    public let phones: SimulatedPhones
    private let server: HTTPServer
    private let courier: Courier

    private init(server: HTTPServer, phones: SimulatedPhones, courier: Courier) {
        self.url = "http://\(server.address)"
        self.phones = phones
        self.server = server
        self.courier = courier
    }

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - address: where to listen; port 0 for a free one, which ``url`` then names.
    ///   - carrier: carries the reports to the service.
    ///   - secrets: what requests must prove and reports are signed with.
    ///   - crypto: the two steps that signing needs.
    /// - Throws: ``HTTPServerFailure``; nothing is left open then.
    public static func start(
        listen address: ListenAddress,
        carrier: any Carrier,
        secrets: SimulatorSecrets,
        crypto: WebhookCrypto,
        clock: any Clock,
        entropy: any Entropy,
        settings: SimulatorSettings = SimulatorSettings()
    ) throws(HTTPServerFailure) -> Simulator {
        let phones = SimulatedPhones()
        let courier = Courier(
            carrier: carrier,
            phones: phones,
            clock: clock,
            delayMilliseconds: settings.delayMilliseconds
        )
        let platforms = Platforms(
            sms: SMSGateway(
                provider: SimulatorConfiguration.smsProvider,
                webhooks: StandardWebhooks(secrets: [secrets.sms], crypto: crypto),
                phones: phones,
                courier: courier,
                clock: clock,
                entropy: entropy
            ),
            whatsapp: WhatsAppPlatform(
                provider: SimulatorConfiguration.whatsAppProvider,
                settings: settings,
                token: secrets.whatsAppToken,
                appSecret: Array(secrets.whatsAppAppSecret.utf8),
                crypto: crypto,
                phones: phones,
                courier: courier,
                clock: clock,
                entropy: entropy
            ),
            rcs: RCSPlatform(
                settings: settings,
                token: secrets.rcsToken,
                crypto: crypto,
                phones: phones,
                courier: courier,
                clock: clock
            )
        )
        var door = HTTPServerSettings(address: address)
        door.bodyBytesMax = bodyBytesMax
        let server = try HTTPServer.start(door, responder: platforms)
        return Simulator(server: server, phones: phones, courier: courier)
    }

    /// Where reports go: the service's base URL, without a slash at its end.
    ///
    /// Until it is set, reports wait and are given up after some seconds.
    public func setService(_ url: String) {
        courier.setService(url)
    }

    /// Stops: requests under way are answered, reports that wait are given up.
    public func stop() async {
        await server.stop(graceSeconds: Simulator.stopSecondsMax)
        await courier.stop()
        phones.endArrivals()
    }
}
