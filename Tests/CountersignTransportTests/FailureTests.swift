import CountersignMessaging
import Glibc
import Synchronization
import Testing

@testable import CountersignTransport

/// Whether a failed request may have been processed is what decides if it is repeated.
@Suite struct FailureTests {
    let carrier: CurlCarrier

    init() throws {
        carrier = try CurlCarrier()
    }

    @Test func aRefusedConnectionIsNotSent() async throws {
        let port = try Sockets.closedPort()
        let outcome = await carrier.send(OutboundRequest(url: "http://127.0.0.1:\(port)/"))
        #expect(outcome == .failure(.notSent(reason: "connect")))
    }

    @Test func aNameThatDoesNotExistIsNotSent() async {
        let outcome = await carrier.send(OutboundRequest(url: "http://nowhere.invalid/"))
        #expect(outcome == .failure(.notSent(reason: "name")))
    }

    @Test func silenceAfterTheRequestIsUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            while connection.readRequest() != nil {}
        }
        defer { server.close() }
        let request = OutboundRequest(url: server.url, body: [1], timeoutMillisecondsMax: 1_000)
        #expect(await carrier.send(request) == .failure(.unanswered(reason: "timeout")))
    }

    @Test func anAnswerThatDripsPastTheTimeIsUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while connection.write("x") { usleep(5_000) }
        }
        defer { server.close() }
        let request = OutboundRequest(url: server.url, timeoutMillisecondsMax: 1_000)
        #expect(await carrier.send(request) == .failure(.unanswered(reason: "timeout")))
    }

    @Test func aResetInTheMiddleOfTheAnswerIsUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
            connection.reset()
        }
        defer { server.close() }
        let outcome = await carrier.send(OutboundRequest(url: server.url))
        #expect(outcome == .failure(.unanswered(reason: "connection")))
    }

    @Test func aConnectionClosedWithoutAnAnswerIsUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            _ = connection.readRequest()
        }
        defer { server.close() }
        let outcome = await carrier.send(OutboundRequest(url: server.url))
        #expect(outcome == .failure(.unanswered(reason: "connection")))
    }

    @Test func aReusedConnectionThatDiesIsUnansweredAndNothingIsSentTwice() async throws {
        let received = Atomic<Int>(0)
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            received.add(1, ordering: .sequentiallyConsistent)
            connection.write(LoopbackServer.answer("200 OK"))
            if connection.readRequest() != nil {
                received.add(1, ordering: .sequentiallyConsistent)
            }
        }
        defer { server.close() }
        let request = OutboundRequest(url: server.url, body: [1])
        #expect(await carrier.send(request) == .success(OutboundReply(status: 200)))
        #expect(await carrier.send(request) == .failure(.unanswered(reason: "connection")))
        #expect(received.load(ordering: .sequentiallyConsistent) == 2)
        #expect(await carrier.send(request) == .success(OutboundReply(status: 200)))
    }

    @Test func aConnectionClosedWhileIdleIsReplaced() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.write(LoopbackServer.answer("200 OK"))
        }
        defer { server.close() }
        for _ in 0..<5 {
            let outcome = await carrier.send(OutboundRequest(url: server.url, body: [1]))
            #expect(outcome == .success(OutboundReply(status: 200)))
            usleep(20_000)
        }
    }

    @Test func waitingForAConnectionCountsTowardsTheTime() async throws {
        let received = Atomic<Int>(0)
        let server = try LoopbackServer { (connection: Connection) in
            while connection.readRequest() != nil {
                received.add(1, ordering: .sequentiallyConsistent)
            }
        }
        defer { server.close() }
        var settings = CurlCarrier.Settings()
        settings.connectionsMax = 1
        let narrow = try CurlCarrier(settings)
        let url = server.url
        async let first = narrow.send(OutboundRequest(url: url, timeoutMillisecondsMax: 20_000))
        while received.load(ordering: .sequentiallyConsistent) == 0 { await Task.yield() }
        // The first one holds the only connection for long; this one may not wait for that.
        let second = OutboundRequest(url: url, timeoutMillisecondsMax: 1_000)
        #expect(await narrow.send(second) == .failure(.notSent(reason: "timeout")))
        await narrow.stop(withinMilliseconds: 0)
        #expect(await first == .failure(.unanswered(reason: "stopped")))
    }

    @Test func somethingOtherThanHTTPIsUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.write("SSH-2.0-OpenSSH\r\n\r\n")
        }
        defer { server.close() }
        guard case .failure(.unanswered) = await carrier.send(OutboundRequest(url: server.url))
        else {
            Issue.record("the answer was taken for HTTP")
            return
        }
    }

    @Test func aServerThatSpeaksNoTLSIsNotSent() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        defer { server.close() }
        let outcome = await carrier.send(
            OutboundRequest(url: "https://127.0.0.1:\(server.port)/")
        )
        #expect(outcome == .failure(.notSent(reason: "tls")))
    }
}
