import CountersignAPI
import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import CountersignSimulator
import CountersignStore
import CountersignTransport

/// Seconds that a stopping service gives to what it has accepted.
let stopGraceSecondsMax = 20

/// Runs the service until it is told to stop.
func runServe(
    _ options: ServeOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    HeapHabits.adopt()
    FileLimit.raise()
    let signals = Signals()
    let preparation = try Preparation(options, in: surroundings)
    let log = JSONLog.standardError(clock: surroundings.clock)
    let service = try await Service.start(
        try preparation.parts(in: surroundings, log: log)
    )
    surroundings.console.result("countersign serves \(preparation.url(at: service.address))")
    for await signal in signals.stream {
        guard signal == .reload else { break }
        await service.reload()
    }
    await service.stop(graceSeconds: stopGraceSecondsMax)
    return .done
}

/// Everything that a service is made of before it opens its doors; every fault is found here.
struct Preparation: Sendable {
    /// What the file says, with the command's own address.
    let configuration: Configuration
    /// Every key of the key file.
    let keyring: SystemKeyring
    /// Templates and policies.
    let assets: Assets
    /// Where they are read from.
    let source: AssetSource
    /// What their files looked like before they were read.
    let fingerprint: AssetFingerprint

    init(_ options: ServeOptions, in surroundings: Surroundings) throws(CommandFailure) {
        var configuration = try Installation.configuration(
            options.config,
            readsSecrets: true,
            in: surroundings
        )
        if let listen = options.listen {
            guard listen.isLoopback || configuration.tls != nil || configuration.behindProxy else {
                throw .unusable(
                    "other machines could reach \(listen) without TLS",
                    hint:
                        "give tls in the configuration, or behind_proxy: true, or listen on 127.0.0.1"
                )
            }
            configuration.listen = listen
        }
        let keyring = SystemKeyring(try Installation.keyFile(of: configuration))
        let source = try Assets.source(
            options.places,
            configuration: configuration,
            in: surroundings,
            sha256: { keyring.sha256($0) }
        )
        let loaded = source.load()
        guard let assets = loaded.assets else {
            for line in FindingReport.lines(loaded.findings, loaded.counterexamples) {
                surroundings.console.note(line)
            }
            throw .unusable("templates or policies have faults", hint: "see above")
        }
        self.configuration = configuration
        self.keyring = keyring
        self.assets = assets
        self.source = source
        self.fingerprint = loaded.fingerprint
    }

    /// The parts of the service, the store open and the simulator for test keys running.
    func parts(
        in surroundings: Surroundings,
        log: any Log
    ) throws(CommandFailure) -> Service.Parts {
        let configuration = configuration
        if let taken = RouteCheck.takenNames(configuration).first {
            throw .unusable(taken.message)
        }
        var options = StoreOptions(log: log)
        options.isService = true
        let store = try Installation.openStore(of: configuration, options: options)
        let carrier = try Service.makeCarrier()
        let secrets = SimulatorStart.secrets(in: surroundings)
        let simulator = try SimulatorStart.start(carrier, secrets, in: surroundings)
        return Service.Parts(
            store: store,
            keyring: keyring,
            assets: assets,
            watched: Service.Watched(source: source, fingerprint: fingerprint),
            providers: configuration.providers,
            limits: configuration.providerLimits,
            route: { Route(steps: configuration.route(of: $0)) },
            prices: configuration.prices,
            education: configuration.education,
            issuer: configuration.publicURL,
            webhooksAllowPrivate: configuration.webhooksAllowPrivate,
            door: try httpSettings(),
            simulator: simulator,
            simulatorProviders: SimulatorStart.providers(of: simulator, secrets),
            carrier: carrier,
            log: log,
            clock: surroundings.clock,
            entropy: surroundings.entropy
        )
    }

    /// The URL of the service as a person on this machine opens it.
    func url(at address: ListenAddress) -> String {
        "\(configuration.tls == nil ? "http" : "https")://\(address.reachable)"
    }

    /// Settings of the HTTP door.
    private func httpSettings() throws(CommandFailure) -> HTTPServerSettings {
        var settings = HTTPServerSettings(address: configuration.listen, tls: try tls())
        settings.connectionsMax = configuration.limits.connections
        settings.connectionsPerAddressMax =
            configuration.behindProxy ? nil : configuration.limits.connectionsPerAddress
        settings.requestsUnderWayMax = configuration.limits.requests
        return settings
    }

    private func tls() throws(CommandFailure) -> HTTPServerSettings.TLS? {
        guard let tls = configuration.tls else { return nil }
        guard let certificate = Files.text(tls.certificate), let key = Files.text(tls.key) else {
            throw .unusable("the TLS files can't be read: \(tls.certificate), \(tls.key)")
        }
        return HTTPServerSettings.TLS(
            certificatePEM: Array(certificate.utf8),
            keyPEM: Array(key.utf8)
        )
    }
}

extension Service {
    /// The way out.
    static func makeCarrier() throws(CommandFailure) -> CurlCarrier {
        do { return try CurlCarrier() } catch {
            throw .unusable("libcurl can't start: \(error.step) failed with \(error.code)")
        }
    }
}
