import CountersignAPI
import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import CountersignSimulator

/// How commands start a simulator.
enum SimulatorStart {
    static func start(
        _ address: ListenAddress,
        _ carrier: any Carrier,
        _ secrets: SimulatorSecrets,
        _ settings: SimulatorSettings,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> Simulator {
        do {
            return try Simulator.start(
                listen: address,
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
                hint:
                    "choose another address: --listen 127.0.0.1:PORT; it takes the ports behind it too"
            )
        }
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
