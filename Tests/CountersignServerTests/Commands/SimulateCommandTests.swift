import CountersignCore
import CountersignSimulator
import Testing

@testable import CountersignServer

@Suite(.timeLimit(.minutes(2))) struct SimulateCommandTests {
    @Test func theExampleIsAScenarioThatCanBeRead() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("simulate", "--example") == .done)
        let reading = Scenario.read(file: "example.json5", bytes: Array(world.output.utf8))
        guard case .read(let scenario) = reading else {
            Issue.record("\(reading)")
            return
        }
        #expect(scenario.rehearsal.payments == 900)
    }

    @Test func aScenarioWithFaultsIsToldWithPlaces() async throws {
        let world = try TestSurroundings()
        try world.write("{ seed: 1, platforms: { sms: { los: 1, latency: 3 } } }", to: "a.json5")
        #expect(await world.run("simulate", "--scenario", "a.json5") == .unusable)
        #expect(world.diagnostics.contains("a.json5:1:32: unknown setting 'los'"))
        #expect(world.diagnostics.contains("did you mean 'loss'?"))
        #expect(world.diagnostics.contains("a.json5:1:49: this is"))
        #expect(await world.run("simulate", "--scenario", "missing.json5") == .unusable)
    }

    @Test(arguments: [
        ["--listen", "0.0.0.0:9900"], ["--listen", "x"], ["--seed", "-1"], ["--kill-at", "3"],
        ["--service", "ftp://x"], ["--scenario"], ["extra"], ["--templates", "Templates"],
    ])
    func whatItDoesNotTakeIsRefused(arguments: [String]) async throws {
        let world = try TestSurroundings()
        let status = await Program.run(["simulate"] + arguments, in: world.surroundings)
        #expect(status == .unusable)
        #expect(world.diagnostics.contains("countersign simulate"))
    }

    @Test func rehearsalWithoutTemplatesSaysHowToNameThem() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("simulate", "--rehearse") == .unusable)
        #expect(world.diagnostics.contains("there is no folder Templates"))
        #expect(world.diagnostics.contains("--templates FOLDER"))
        #expect(!world.diagnostics.contains("bench"))
        world.forget()
        let named = ["simulate", "--rehearse", "--templates", "elsewhere"]
        #expect(await Program.run(named, in: world.surroundings) == .unusable)
        #expect(world.diagnostics.contains("there is no folder elsewhere for templates"))
    }

    @Test func scenarioOfTheDemoBeginsAfterThePrintedFlow() async throws {
        let world = try TestSurroundings.withAssets()
        try world.write("{}", to: "calm.json5")
        let once = ["demo", "--once", "--scenario", "calm.json5"]
        #expect(await Program.run(once, in: world.surroundings) == .unusable)
        #expect(world.diagnostics.contains("leave --once out"))
        world.forget()
        let missing = ["demo", "--listen", "127.0.0.1:0", "--scenario", "missing.json5"]
        #expect(await Program.run(missing, in: world.surroundings) == .unusable)
        #expect(world.diagnostics.contains("the scenario missing.json5 can't be read"))
    }

    @Test func outageBelongsToTheBenchOfDelivery() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("bench", "--outage") == .unusable)
        #expect(world.diagnostics.contains("--outage belongs to bench delivery"))
    }

    @Test func itTellsWhereItListensAndCountsAtTheEnd() async throws {
        let world = try TestSurroundings()
        let plain = try await SpawnedCommand.run(
            "simulate --listen 127.0.0.1:0",
            in: world,
            stopAfterSeconds: 3
        )
        #expect(plain.status == 0)
        for platform in SimulatedPlatform.allCases {
            #expect(plain.output.contains("/\(platform.rawValue)\n"), "\(platform)")
        }
        #expect(plain.output.contains("export COUNTERSIGN_SIMULATOR_TWILIO_TOKEN='"))
        #expect(plain.output.contains("\"kind\":\"twilio\""))
        let json = try await SpawnedCommand.run(
            "simulate --json --listen 127.0.0.1:0",
            in: world,
            stopAfterSeconds: 3
        )
        #expect(json.status == 0)
        let counts = try JSONReader.read(Array(json.output.utf8))
        #expect(counts["simulator"]?.bool == true)
        #expect(counts["twilio"]?["accepted"]?.integer == 0)
    }
}
