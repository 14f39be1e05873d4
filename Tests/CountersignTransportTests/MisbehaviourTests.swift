import CountersignMessaging
import Glibc
import Testing

@testable import CountersignTransport

/// Whatever a provider's server does ends as an answer or as one of a few words.
@Suite struct MisbehaviourTests {
    enum Outcome: Equatable {
        case answer(Int)
        case unanswered
    }

    @Test(arguments: [
        (
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\n\u{1}\u{2}<h",
            Outcome.answer(200)
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}garbage after the end", .answer(200)),
        ("HTTP/1.1 204 No Content\r\n\r\n", .answer(204)),
        (
            "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n",
            .answer(302)
        ),
        (
            "HTTP/1.1 308 Permanent Redirect\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
            .answer(308)
        ),
        (
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
            .answer(401)
        ),
        ("HTTP/1.1 599 ?\r\nContent-Length: 0\r\n\r\n", .answer(599)),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", .answer(200)),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", .unanswered),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", .unanswered),
        ("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", .unanswered),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-T: a\r\n\r\n",
            .answer(200)
        ), ("HTTP/1.1 200 OK\r\nContent-Le", .unanswered), ("HTTP/1.1 2", .unanswered),
        ("HTTP/9.9 200 OK\r\n\r\n", .unanswered), ("\u{0}\u{1}\u{2}\u{3}\r\n\r\n", .unanswered),
        ("<html>not found</html>", .unanswered), ("220 mail.test ESMTP\r\n", .unanswered),
        ("", .unanswered),
    ])
    func everyAnswerIsClassified(answer: String, outcome: Outcome) async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.write(answer)
        }
        defer { server.close() }
        let request = OutboundRequest(
            url: server.url + "send?password=hunter2&to=4915112345678",
            headers: [("Authorization", "Bearer hunter2")],
            body: Array("042917".utf8)
        )
        switch (try await CurlCarrier().send(request), outcome) {
        case (.success(let reply), .answer(let status)): #expect(reply.status == status)
        case (.failure(.unanswered(let reason)), .unanswered):
            #expect(["connection", "protocol", "transport", "url"].contains(reason), "\(reason)")
        case (let other, _): Issue.record("\(other)")
        }
        #expect(server.connectionCount == 1)
    }

    @Test func headersThatDripAreUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X-A: b\r\n") { usleep(5_000) }
        }
        defer { server.close() }
        let request = OutboundRequest(url: server.url, timeoutMillisecondsMax: 1_000)
        #expect(
            try await CurlCarrier().send(request) == .failure(.unanswered(reason: "timeout"))
        )
    }

    @Test func aResetBeforeTheAnswerIsUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.reset()
        }
        defer { server.close() }
        #expect(
            try await CurlCarrier().send(OutboundRequest(url: server.url))
                == .failure(.unanswered(reason: "connection"))
        )
    }

    @Test func aBodyThatIsNeverReadIsUnanswered() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            _ = connection.read(upTo: "never")
        }
        defer { server.close() }
        let request = OutboundRequest(
            url: server.url,
            body: [UInt8](repeating: 120, count: 100_000),
            timeoutMillisecondsMax: 1_000
        )
        #expect(
            try await CurlCarrier().send(request) == .failure(.unanswered(reason: "timeout"))
        )
    }
}
