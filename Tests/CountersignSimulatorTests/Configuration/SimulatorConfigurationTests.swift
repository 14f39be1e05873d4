import CountersignCore
import CountersignKeys
import CountersignMessaging
import Testing

@testable import CountersignSimulator

@Suite struct SimulatorConfigurationTests {
    let providers = SimulatorConfiguration.providers(at: "http://127.0.0.1:8081")
    let secrets = SimulatorSecrets(from: SystemEntropy())

    @Test func everyProviderCanBeBuilt() {
        let built = SimulatorConfiguration.connectedProviders(
            at: "http://127.0.0.1:8081",
            secrets: secrets,
            crypto: Stage.crypto
        )
        #expect(built.map(\.name) == ["simulator-rcs", "simulator-whatsapp", "simulator-sms"])
        #expect(built.map(\.channel) == [.rcs, .whatsapp, .sms])
        #expect(built.map(\.hasIdempotencyHandle) == [true, false, true])
    }

    @Test func secretsAreReferredToByName() throws {
        let text = String(decoding: providers.bytes, as: UTF8.self)
        let names = secrets.environment.keys.filter { text.contains("{\"env\":\"\($0)\"}") }
        #expect(names.count == 4)
        for value in secrets.environment.values {
            #expect(!text.contains(value))
        }
    }

    @Test func theRouteTriesEveryProviderOnce() throws {
        let steps = try #require(SimulatorConfiguration.routes["default"]?.array)
        let names = steps.flatMap { $0["providers"]?.array ?? [] }.compactMap(\.string)
        #expect(names == providers.object?.map(\.name))
        for (step, name) in zip(steps, names) {
            #expect(step["channel"]?.string == providers[name]?["channel"]?.string)
        }
        let route = SimulatorConfiguration.route.steps
        #expect(route.flatMap(\.providers) == names)
        #expect(route.map(\.channel.rawValue) == steps.map { $0["channel"]?.string })
    }

    @Test func secretsDifferInEachRunAndPrintAsBullets() {
        let other = SimulatorSecrets(from: SystemEntropy())
        let again = SimulatorSecrets(from: SystemEntropy(), environment: secrets.environment)
        #expect(again.environment == secrets.environment)
        #expect(Set(other.environment.values).isDisjoint(with: secrets.environment.values))
        var dumped = ""
        dump(secrets, to: &dumped)
        #expect("\(secrets) \(String(reflecting: secrets)) \(dumped)" == "••• ••• - •••\n")
    }
}
