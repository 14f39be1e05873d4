import CountersignHTTP
import Testing

@testable import CountersignBench

struct FlowBenchTests {
    private func run(
        _ flaw: PretendService.Flaw,
        change: (inout FlowSettings) -> Void = { _ in }
    ) async throws -> (FlowResult, PretendService) {
        let sink = Sink(messagesExpected: 1_024)
        let service = PretendService(sink: sink, flaw: flaw)
        let server = try serve(service)
        var settings = FlowSettings(host: "127.0.0.1", port: server.address.port, key: "secret")
        settings.connections = 8
        settings.flowsMax = 200
        settings.warmUps = 20
        settings.pacedSeconds = 0.05
        settings.pacedPerSecond = 1_000
        settings.stragglerSecondsMax = 0.1
        change(&settings)
        let result = try await FlowBench(settings).run(sink)
        await server.stop(graceSeconds: 0)
        return (result, service)
    }

    @Test func wholeRunHasEveryPhaseAndNoFault() async throws {
        let (result, service) = try await run(.none)
        #expect(result.faults == [])
        #expect(result.creates?.load.statuses == [201: 200])
        #expect(result.verifies?.load.statuses == [200: 200])
        #expect(result.pacedCreates?.load.statuses == [201: 50])
        #expect(result.handOff?.count == 50)
        #expect(service.approvals == 200)
        #expect(service.creates == 270)
        #expect(service.keys == 270 && service.phones == 270 && service.references == 270)
    }

    @Test func lostMessagesFailTheRun() async throws {
        let (result, service) = try await run(.losesMessages(every: 100)) { $0.warmUps = 0 }
        #expect(result.faults == ["create: 2 messages did not reach the sink"])
        #expect(service.approvals == 198)
    }

    @Test func refusedCreatesFailTheRun() async throws {
        let (result, _) = try await run(.refusesCreates(every: 50)) {
            $0.warmUps = 0
            $0.pacedSeconds = 0
        }
        #expect(result.faults == ["create: 4 answers had status 503 instead of 201"])
        #expect(result.pacedCreates == nil && result.handOff == nil)
    }

    @Test func ledgerNamesEveryCreate() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("ledger")
        let (result, _) = try await run(.none) { $0.ledgerPath = path }
        #expect(result.faults == [])
        let ids = try Ledger.ids(in: path)
        #expect(ids.count == 270 && Set(ids).count == 270)
    }

    @Test func serviceThatIsNotThereIsAFailure() async throws {
        let sink = Sink(messagesExpected: 1)
        let server = try serve(sink)
        let port = server.address.port
        await server.stop(graceSeconds: 0)
        let bench = Bench(FlowSettings(host: "127.0.0.1", port: port, key: "secret"))
        await #expect(throws: BenchFailure.self) { try await bench.run(sink, floor: nil) }
    }

    @Test func settingsKeepTheirKeyToThemselves() {
        let settings = FlowSettings(host: "127.0.0.1", port: 8_080, key: "secret")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("secret"))
    }
}
