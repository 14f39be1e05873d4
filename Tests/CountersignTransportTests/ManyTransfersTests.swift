import CountersignMessaging
import Glibc
import Synchronization
import Testing

@testable import CountersignTransport

@Suite struct ManyTransfersTests {
    @Test func aThousandTransfersAreInFlightAtOnce() async throws {
        let waiting = Atomic<Int>(0)
        let count = 1_000
        // No answer leaves before every request is there: fewer in flight would never end.
        let server = try LoopbackServer { (connection: Connection) in
            guard let request = connection.readRequest() else { return }
            waiting.add(1, ordering: .sequentiallyConsistent)
            while waiting.load(ordering: .sequentiallyConsistent) < count { usleep(10_000) }
            connection.write(
                LoopbackServer.answer("200 OK", String(decoding: request.body, as: UTF8.self))
            )
        }
        defer { server.close() }
        let carrier = try CurlCarrier()
        let url = server.url
        let right = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<count {
                group.addTask {
                    let request = OutboundRequest(
                        url: url,
                        body: Array(String(number).utf8),
                        timeoutMillisecondsMax: 60_000
                    )
                    return await carrier.send(request)
                        == .success(OutboundReply(status: 200, body: Array(String(number).utf8)))
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(right == count)
        await carrier.stop(withinMilliseconds: 1_000)
    }

    @Test func moreTransfersThanConnectionsWaitForTheirTurn() async throws {
        let server = try LoopbackServer { request in LoopbackServer.answer("200 OK") }
        defer { server.close() }
        var settings = CurlCarrier.Settings()
        settings.connectionsMax = 4
        let carrier = try CurlCarrier(settings)
        let url = server.url
        let answered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    (try? await carrier.send(OutboundRequest(url: url, body: [1])).get()) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered == 200)
        #expect(server.connectionCount <= 4)
    }

    @Test func pastTheLimitARequestIsNotSent() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            while connection.readRequest() != nil {}
        }
        defer { server.close() }
        var settings = CurlCarrier.Settings()
        settings.transfersMax = 1
        let carrier = try CurlCarrier(settings)
        let url = server.url
        async let first = carrier.send(OutboundRequest(url: url, timeoutMillisecondsMax: 20_000))
        while server.connectionCount == 0 { await Task.yield() }
        #expect(
            await carrier.send(OutboundRequest(url: url)) == .failure(.notSent(reason: "busy"))
        )
        await carrier.stop(withinMilliseconds: 0)
        _ = await first
    }

    @Test func whatFinishedMakesRoomForTheNext() async throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK") }
        defer { server.close() }
        var settings = CurlCarrier.Settings()
        settings.transfersMax = 1
        let carrier = try CurlCarrier(settings)
        for _ in 0..<20 {
            var outcome = await carrier.send(OutboundRequest(url: server.url))
            // The loop makes room a moment after it answers.
            while outcome == .failure(.notSent(reason: "busy")) {
                outcome = await carrier.send(OutboundRequest(url: server.url))
            }
            #expect(outcome == .success(OutboundReply(status: 200)))
        }
    }
}
