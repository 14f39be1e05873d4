public import CountersignCore
public import CountersignHTTP
public import CountersignMessaging
import Synchronization

/// A simulator of an SMS gateway, Twilio, a WhatsApp platform, an RCS platform, Firebase and Apple's push
/// service: real HTTP servers that speak the platforms' formats, and phones that keep what they received.
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

    /// The URL of the simulator's first server, without a slash at its end.
    public let url: String
    /// What arrived where, and what the phones can receive.
    public let phones: SimulatedPhones
    private let scenario: Scenario
    private let platforms: Platforms
    private let traffic: SimulatedTraffic
    private let doors: SimulatorDoors
    private let courier: Courier
    private let carrier: any Carrier
    private let tasks = Mutex<[Task<Void, Never>]>([])

    private init(
        _ parts: SimulatorParts,
        _ doors: SimulatorDoors,
        carrier: any Carrier
    ) {
        url = "http://\(doors.main.address)"
        phones = parts.phones
        scenario = parts.scenario
        platforms = parts.platforms
        traffic = parts.traffic
        self.doors = doors
        courier = parts.courier
        self.carrier = carrier
    }

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - address: where to listen; port 0 for a free one, which ``url`` then names. Servers of single
    ///     platforms listen on the ports behind it.
    ///   - carrier: carries the reports to the service.
    ///   - secrets: what requests must prove and reports are signed with.
    ///   - crypto: the steps that signing needs.
    /// - Throws: ``HTTPServerFailure``; nothing is left open then.
    public static func start(
        listen address: ListenAddress,
        carrier: any Carrier,
        secrets: SimulatorSecrets,
        crypto: ProviderCrypto,
        clock: any Clock,
        entropy: any Entropy,
        settings: SimulatorSettings = SimulatorSettings()
    ) throws(HTTPServerFailure) -> Simulator {
        let parts = SimulatorParts(
            secrets: secrets,
            crypto: crypto,
            clock: clock,
            entropy: entropy,
            settings: settings,
            carrier: carrier
        )
        var door = HTTPServerSettings(address: address)
        door.bodyBytesMax = bodyBytesMax
        door.headers += APNsNotice.headers
        // As long as any answer may drip.
        door.answerMillisecondsMax = Latency.millisecondsMax
        let doors = try SimulatorDoors(
            door,
            responder: parts.platforms,
            hasOwnServers: settings.hasOwnServers
        )
        let simulator = Simulator(parts, doors, carrier: carrier)
        parts.platforms.rcs.tokens.setAudience(simulator.tokenURL)
        parts.platforms.fcm.tokens.setAudience(simulator.pushTokenURL)
        if settings.payersTap { simulator.letPayersTap() }
        return simulator
    }

    /// The base URL of a platform, without a slash at its end.
    public func url(of platform: SimulatedPlatform) -> String {
        "http://\(doors.door(of: platform).address)/\(platform.rawValue)"
    }

    /// Where the RCS platform exchanges assertions for access tokens.
    public var tokenURL: String { url(of: .rcs) + "/token" }

    /// Where Firebase exchanges assertions for access tokens.
    public var pushTokenURL: String { url(of: .fcm) + "/token" }

    /// Where reports go: the service's base URL, without a slash at its end.
    ///
    /// Until it is set, reports wait and are given up after some seconds.
    public func setService(_ url: String) {
        courier.setService(url)
    }

    /// Begins the scenario: windows of time count from now on.
    public func beginScenario() {
        traffic.clock.begin()
        for platform in SimulatedPlatform.allCases where doors.hasOwn(platform) {
            let door = doors.door(of: platform)
            let script = scenario.script(of: platform)
            let clock = traffic.clock
            keep(Task { await door.follow(script, clock) })
        }
    }

    /// What happened at each platform so far.
    public var counts: [SimulatedPlatform: PlatformCounts] { traffic.counts }

    /// ``counts`` as one JSON object, by the platforms' names.
    public var countsJSON: JSONValue { traffic.json }

    /// Does the handshakes of the platforms that have one, until the service completes them.
    ///
    /// - Returns: the platforms whose handshake the service did not complete.
    public func subscribe() async -> [SimulatedPlatform] {
        guard let service = courier.service else { return [.whatsapp, .rcs] }
        var missing: [SimulatedPlatform] = []
        var subscriptions = [(SimulatedPlatform.whatsapp, platforms.whatsapp.subscription())]
        if let provider = platforms.rcs.provider {
            subscriptions.append((.rcs, platforms.rcs.events.subscription(provider)))
        }
        for (platform, subscription) in subscriptions {
            let result = await carrier.send(subscription.request(service))
            if !subscription.isCompleted(by: result) { missing.append(platform) }
        }
        return missing
    }

    /// Decides about a WhatsApp template, as the platform's people would.
    /// - Parameters:
    ///   - status: such as `APPROVED` or `REJECTED`.
    ///   - category: another one than was asked for, in capitals.
    ///   - components: other words than were submitted.
    ///   - rejection: the platform's word for why.
    /// - Returns: false when there is no such template.
    @discardableResult
    public func decide(
        template name: String,
        language: String,
        status: String,
        category: String? = nil,
        components: JSONValue? = nil,
        rejection: String? = nil
    ) -> Bool {
        platforms.whatsapp.shelf.decide(
            name,
            language,
            status: status,
            category: category,
            components: components,
            rejection: rejection
        )
    }

    /// Lets a payer tap a button of a message.
    /// - Returns: false when the message's platform has no buttons that its sender hears of.
    @discardableResult
    public func tap(_ tap: SimulatedMessage.Tap, of message: SimulatedMessage) -> Bool {
        traffic.answer(.tap(tap), message, platforms, courier)
    }

    /// Lets a payer answer a message with a text.
    /// - Returns: false when the message's platform passes no texts on.
    @discardableResult
    public func reply(_ text: String, to message: SimulatedMessage) -> Bool {
        traffic.answer(.text(text), message, platforms, courier)
    }

    /// Stops: requests under way are answered, reports that wait are given up.
    public func stop() async {
        for task in tasks.withLock({ $0 }) { task.cancel() }
        await doors.stop(graceSeconds: Simulator.stopSecondsMax)
        await courier.stop()
        phones.endArrivals()
        for task in tasks.withLock({ $0 }) { await task.value }
    }

    private func letPayersTap() {
        let (traffic, platforms, courier) = (traffic, platforms, courier)
        let payers = PayerTaps(scenario: scenario, phones: phones) {
            answer,
            message,
            milliseconds in
            traffic.answer(answer, message, platforms, courier, afterMilliseconds: milliseconds)
        }
        keep(Task { await payers.run() })
    }

    private func keep(_ task: Task<Void, Never>) {
        tasks.withLock { $0.append(task) }
    }
}
