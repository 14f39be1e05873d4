import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignPolicy
import CountersignSimulator
import CountersignStore
import CountersignTransport
import Foundation
import CountersignHTTP

/// How the demo's folder is made and filled, and what runs on it is started.
extension DemoInstallation {
    // MARK: - Folder

    static func makeFolder(
        in surroundings: Surroundings
    ) throws(CommandFailure) -> String {
        let suffix = Hex.encode(surroundings.entropy.bytes(8))
        let place = surroundings.environment["TMPDIR"] ?? NSTemporaryDirectory()
        let url = URL(fileURLWithPath: place).appendingPathComponent("countersign-demo-\(suffix)")
        do {
            try FileManager.default.createDirectory(
                at: url,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .unusable(
                "no temporary folder can be made at \(url.path)",
                hint: "set TMPDIR to a folder that this user may write"
            )
        }
        return url.path
    }

    static func removeFolder(_ folder: String) {
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: - Furnishing

    static func furnish(
        _ folder: String,
        _ options: DemoOptions,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> DemoInstallation {
        let settings = try policySettings(options.places, in: surroundings)
        let clock = DemoClock(
            behind: surroundings.clock,
            seconds: skipsMax * settings.nextChannelAfterSeconds
        )
        let secrets = SimulatorStart.secrets(in: surroundings)
        let world = surroundings.with(environment: secrets.environment, clock: clock)
        let keys = try await found(folder, in: world)
        let carrier = try Service.makeCarrier()
        let simulator = try startSimulator(options, carrier, secrets, in: world)
        let shop = DemoShopServer(phones: simulator.phones, entropy: world.entropy)
        do throws(CommandFailure) {
            let service = try await startService(
                options,
                config: keys.config,
                carrier: carrier,
                simulator: simulator,
                push: SimulatorConfiguration.connectedPushProviders(
                    at: simulator.url,
                    secrets: secrets,
                    crypto: .libcrypto
                ),
                shop: shop,
                in: world
            )
            let url = "http://\(service.address.reachable)"
            let checkout = ServiceClient(url: url, key: keys.liveKey) { await carrier.send($0) }
            shop.open(at: service.address, checkout)
            return DemoInstallation(
                url: url,
                service: service,
                simulator: simulator,
                shop: shop,
                checkout: checkout,
                keys: keys,
                settings: settings,
                clock: clock,
                folder: folder
            )
        } catch {
            await simulator.stop()
            await carrier.stop(withinMilliseconds: 100)
            throw error
        }
    }

    /// What the policy in force says; its faults are told when the service is prepared.
    private static func policySettings(
        _ places: Assets.Places,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> ConfirmationSettings {
        let folder = try Folders.find(
            "Policies",
            option: places.policies,
            configured: nil,
            in: surroundings
        )
        let policies = PolicyFolder.load(folder).policies
        guard let merchant = MerchantFacts.id(fromName: merchantName) else {
            preconditionFailure("The demo's merchant has a name that gives an id.")
        }
        return policies?.entry(of: merchant).policy.settings ?? ConfirmationSettings()
    }

    private static func found(
        _ folder: String,
        in world: Surroundings
    ) async throws(CommandFailure) -> Founding.Founded {
        guard let id = MerchantFacts.id(fromName: merchantName),
            let name = try? MerchantFacts.name(merchantName, of: "the demo's merchant")
        else { preconditionFailure("The demo's merchant has a good name.") }
        let merchant = Merchant(id: id, name: name, createdAt: world.clock.now())
        return try await Founding(folder: folder, shown: folder, merchant: merchant).run(in: world)
    }

    private static var simulatorSettings: SimulatorSettings {
        var settings = SimulatorSettings()
        settings.businessName = merchantName
        return settings
    }

    private static func startSimulator(
        _ options: DemoOptions,
        _ carrier: CurlCarrier,
        _ secrets: SimulatorSecrets,
        in world: Surroundings
    ) throws(CommandFailure) -> Simulator {
        var settings = simulatorSettings
        if let scenario = options.scenario {
            settings.scenario = try SimulatorStart.scenario(scenario, seed: nil, in: world)
        }
        return try SimulatorStart.start(carrier, secrets, settings, in: world)
    }

    /// Starts the service from a configuration file, as `serve` would; it names the simulator.
    private static func startService(
        _ options: DemoOptions,
        config: String,
        carrier: CurlCarrier,
        simulator: Simulator,
        push: [any Provider],
        shop: DemoShopServer,
        in world: Surroundings
    ) async throws(CommandFailure) -> Service {
        try write(configuration(options, simulator), to: config)
        let preparation = try Preparation(
            ServeOptions(config: config, listen: nil, places: options.places),
            in: world
        )
        let configuration = preparation.configuration
        let log = DemoLog(errors: JSONLog.standardError(clock: world.clock))
        let store = try Installation.openStore(
            of: configuration,
            options: StoreOptions(log: log)
        )
        let parts = Service.Parts(
            store: store,
            keyring: preparation.keyring,
            assets: preparation.assets,
            providers: configuration.providers,
            limits: configuration.providerLimits,
            route: { Route(steps: configuration.route(of: $0)) },
            education: configuration.education,
            issuer: configuration.publicURL,
            webhooksAllowPrivate: configuration.webhooksAllowPrivate,
            door: HTTPServerSettings(address: configuration.listen),
            simulator: simulator,
            simulatorProviders: push + configuration.providers,
            carrier: carrier,
            log: log,
            clock: world.clock,
            entropy: world.entropy,
            pages: { await shop.respond(to: $0) }
        )
        do throws(CommandFailure) {
            return try await Service.start(parts)
        } catch {
            await store.close()
            throw CommandFailure(
                error.status,
                error.message,
                hint: error.hint
                    ?? "choose another address: countersign demo --listen 127.0.0.1:9090"
            )
        }
    }

    private static func configuration(
        _ options: DemoOptions,
        _ simulator: Simulator
    ) -> JSONValue {
        .object([
            JSONMember("listen", .string(options.listen.description)),
            JSONMember("store", .string(Founding.storeName)),
            JSONMember("keys", .string(Founding.keysName)),
            JSONMember(
                "providers",
                SimulatorConfiguration.providers(at: simulator.url, simulatorSettings)
            ),
            JSONMember("routes", SimulatorConfiguration.routes),
        ])
    }

    private static func write(_ document: JSONValue, to path: String) throws(CommandFailure) {
        do {
            try Data(JSONText.text(document).utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw .unusable("\(path) can't be written", hint: "is its disk full?")
        }
    }
}

extension Surroundings {
    /// The same with further environment variables and another clock.
    fileprivate func with(environment more: [String: String], clock: any Clock) -> Surroundings {
        Surroundings(
            environment: environment.merging(more) { _, more in more },
            workingDirectory: workingDirectory,
            executable: executable,
            console: console,
            clock: clock,
            entropy: entropy,
            send: send
        )
    }
}
