import CountersignAPI
import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import CountersignSimulator

/// How commands start a simulator.
enum SimulatorStart {
    /// - Parameter address: where it listens; nil for a free port that only this process tells of.
    static func start(
        _ carrier: any Carrier,
        _ secrets: SimulatorSecrets,
        _ settings: SimulatorSettings = SimulatorSettings(),
        at address: ListenAddress? = nil,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> Simulator {
        do {
            return try Simulator.start(
                listen: address ?? ListenAddress(host: "127.0.0.1", port: 0),
                carrier: carrier,
                secrets: secrets,
                crypto: .libcrypto,
                clock: surroundings.clock,
                entropy: surroundings.entropy,
                settings: settings
            )
        } catch {
            throw .unusable(
                "the simulator can't start: \(error.description)",
                hint: address == nil
                    ? nil
                    : "choose another address: --listen 127.0.0.1:PORT; it takes the ports behind it too"
            )
        }
    }

    /// What a simulator for test keys and its providers prove themselves to each other with.
    static func secrets(in surroundings: Surroundings) -> SimulatorSecrets {
        SimulatorSecrets(
            from: surroundings.entropy,
            apnsAccount: apnsAccount(WirePrivateKey.newP256PEM())
        )
    }

    /// The team of Apple's interface with a key; nil where the text holds none.
    static func apnsAccount(_ pem: [UInt8]) -> APNsAccount? {
        guard let key = WirePrivateKey(p256PEM: pem) else { return nil }
        return APNsAccount(privateKeyPEM: pem) { key.isOwn($0, of: $1) }
    }

    /// The providers that test keys' notices to apps go through, then those of all other messages.
    static func providers(of simulator: Simulator, _ secrets: SimulatorSecrets) -> [any Provider] {
        SimulatorConfiguration.connectedPushProviders(
            at: simulator.url,
            secrets: secrets,
            crypto: .libcrypto
        )
            + SimulatorConfiguration.connectedProviders(
                at: simulator.url,
                secrets: secrets,
                crypto: .libcrypto
            )
    }

    /// Reads a scenario file; its faults are shown where it has some.
    static func scenario(
        _ name: String?,
        seed: Int?,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> Scenario {
        var scenario = Scenario()
        if let name {
            let path = surroundings.path(name)
            guard let text = Files.text(path, bytesMax: Scenario.fileBytesMax) else {
                throw .unusable(
                    "the scenario \(name) can't be read",
                    hint: "it must be UTF-8 text of at most \(Scenario.fileBytesMax) bytes; "
                        + "'countersign simulate --example' prints one"
                )
            }
            switch Scenario.read(file: name, bytes: Array(text.utf8)) {
            case .read(let read): scenario = read
            case .faulty(let findings):
                for finding in findings { surroundings.console.note(finding.rendered) }
                throw .unusable("the scenario \(name) has faults", hint: "see above")
            }
        }
        if let seed { scenario.seed = UInt64(seed) }
        return scenario
    }
}

/// Answers nothing; stands behind a port that is only looked for.
struct Nobody: Responder {
    func respond(to request: HTTPRequest) async -> HTTPResponse { HTTPResponse(status: 503) }
    func response(to refusal: DoorRefusal) -> HTTPResponse { HTTPResponse(status: 503) }
}
