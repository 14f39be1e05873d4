import CountersignMessaging
import Glibc
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
        let request = OutboundRequest(url: server.url, body: [1], timeoutMillisecondsMax: 100)
        #expect(await carrier.send(request) == .failure(.unanswered(reason: "timeout")))
    }

    @Test func anAnswerThatDripsPastTheTimeIsUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while connection.write("x") { usleep(5_000) }
        }
        defer { server.close() }
        let request = OutboundRequest(url: server.url, timeoutMillisecondsMax: 150)
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
