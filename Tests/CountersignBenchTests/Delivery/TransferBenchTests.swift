import CountersignHTTP
import Testing

@testable import CountersignBench

@Suite struct TransferBenchTests {
    @Test func bothLoopsPostEveryMessage() async throws {
        let sink = Sink(messagesExpected: 1)
        let gateway = try sink.listen()
        let bench = TransferBench(
            url: "http://\(gateway.address)\(Sink.path)",
            count: 203,
            concurrent: 16
        )
        #expect(try await bench.bare() > 0)
        #expect(sink.messagesRepeated == 202)
        #expect(try await bench.carrier() > 0)
        #expect(sink.messagesRepeated == 405)
        #expect(sink.requestsUnreadable == 0)
        await gateway.stop(graceSeconds: 0)
    }

    @Test func aGatewayThatRefusesMakesNoFigure() async throws {
        let sink = Sink(messagesExpected: 1)
        let gateway = try sink.listen()
        let url = "http://\(gateway.address)\(Sink.path)"
        await gateway.stop(graceSeconds: 0)
        let bench = TransferBench(url: url, count: 3, concurrent: 2)
        await #expect(throws: BenchFailure.self) { try await bench.bare() }
        await #expect(throws: BenchFailure.self) { try await bench.carrier() }
    }
}
