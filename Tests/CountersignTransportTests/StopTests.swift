import CountersignMessaging
import Glibc
import Synchronization
import Testing

@testable import CountersignTransport

@Suite struct StopTests {
    @Test func runningTransfersFinishAndNewOnesAreRefused() async throws {
        let isReleased = Atomic<Bool>(false)
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            while !isReleased.load(ordering: .sequentiallyConsistent) { usleep(1_000) }
            connection.write(LoopbackServer.answer("200 OK"))
        }
        defer { server.close() }
        let carrier = try CurlCarrier()
        let url = server.url
        async let running = carrier.send(OutboundRequest(url: url, timeoutMillisecondsMax: 60_000))
        while server.connectionCount == 0 { await Task.yield() }
        async let stopped: Void = carrier.stop(withinMilliseconds: 60_000)
        while await carrier.send(OutboundRequest(url: "http://127.0.0.1:1/"))
            != .failure(.notSent(reason: "stopped"))
        {}
        isReleased.store(true, ordering: .sequentiallyConsistent)
        #expect(await running == .success(OutboundReply(status: 200)))
        await stopped
    }

    @Test func whatOutlastsTheDeadlineIsUnanswered() async throws {
        let received = Atomic<Bool>(false)
        let server = try LoopbackServer { (connection: Connection) in
            while connection.readRequest() != nil {
                received.store(true, ordering: .sequentiallyConsistent)
            }
        }
        defer { server.close() }
        let carrier = try CurlCarrier()
        let url = server.url
        async let running = carrier.send(OutboundRequest(url: url, timeoutMillisecondsMax: 60_000))
        while !received.load(ordering: .sequentiallyConsistent) { await Task.yield() }
        await carrier.stop(withinMilliseconds: 20)
        #expect(await running == .failure(.unanswered(reason: "stopped")))
    }

    @Test func stoppingTwiceReturnsTwice() async throws {
        let carrier = try CurlCarrier()
        await carrier.stop(withinMilliseconds: 1_000)
        await carrier.stop(withinMilliseconds: 1_000)
        #expect(
            await carrier.send(OutboundRequest(url: "http://127.0.0.1:1/"))
                == .failure(.notSent(reason: "stopped"))
        )
    }
}
