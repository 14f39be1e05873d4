import CountersignMessaging
import Synchronization
import Testing

@testable import CountersignTransport

@Suite struct CurlCarrierTests {
    let carrier: CurlCarrier

    init() throws {
        carrier = try CurlCarrier()
    }

    @Test func methodHeadersAndBodyArriveAsGiven() async throws {
        let server = try LoopbackServer { request in
            let marks = request.values("x-mark").joined(separator: "|")
            let types = request.values("content-type").joined(separator: "|")
            let expects = request.values("expect").count
            return LoopbackServer.answer(
                "201 Created",
                "\(request.requestLine)\n\(marks)\n\(types)\n\(expects)\n"
                    + String(decoding: request.body, as: UTF8.self)
            )
        }
        defer { server.close() }
        let request = OutboundRequest(
            method: "PUT",
            url: server.url + "a?b=%2B1",
            headers: [("X-Mark", "one"), ("x-mark", ""), ("Content-Type", "application/json")],
            body: Array(#"{"amount":"€"}"#.utf8)
        )
        let reply = try await carrier.send(request).get()
        #expect(reply.status == 201)
        #expect(
            String(decoding: reply.body, as: UTF8.self)
                == "PUT /a?b=%2B1 HTTP/1.1\none|\napplication/json\n0\n{\"amount\":\"€\"}"
        )
    }

    @Test func nothingOfOneRequestIsLeftInTheNext() async throws {
        let server = try LoopbackServer { request in
            LoopbackServer.answer(
                "200 OK",
                request.requestLine.prefix(4) + "\(request.values("authorization").count)"
                    + "\(request.values("content-type").count)\(request.body.count)"
            )
        }
        defer { server.close() }
        let first = OutboundRequest(
            method: "PATCH",
            url: server.url,
            headers: [("Authorization", "Bearer x"), ("Content-Type", "text/plain")],
            body: [1, 2, 3]
        )
        let second = OutboundRequest(method: "GET", url: server.url)
        let third = OutboundRequest(method: "POST", url: server.url)
        #expect(try await text(first) == "PATC113")
        #expect(try await text(second) == "GET 000")
        #expect(try await text(third) == "POST000")
    }

    @Test func oneConnectionServesRequestAfterRequest() async throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK") }
        defer { server.close() }
        for _ in 0..<20 {
            _ = try await carrier.send(OutboundRequest(url: server.url, body: [1])).get()
        }
        #expect(server.connectionCount == 1)
    }

    @Test func redirectsAreAnswersAndAreNotFollowed() async throws {
        let server = try LoopbackServer { request in
            LoopbackServer.answer("307 Temporary Redirect", headers: "Location: /elsewhere\r\n")
        }
        defer { server.close() }
        let reply = try await carrier.send(OutboundRequest(url: server.url)).get()
        #expect(reply.status == 307)
    }

    @Test func retryAfterIsReadInSeconds() async throws {
        let server = try LoopbackServer { _ in
            LoopbackServer.answer("429 Too Many Requests", headers: "Retry-After: 17\r\n")
        }
        defer { server.close() }
        let reply = try await carrier.send(OutboundRequest(url: server.url)).get()
        #expect(reply == OutboundReply(status: 429, retryAfterSeconds: 17))
    }

    @Test func anAnswerAtTheCapIsWholeAndOnePastItIsDropped() async throws {
        let server = try LoopbackServer { request in
            let count = request.requestLine.contains("/long") ? 101 : 100
            return LoopbackServer.answer("200 OK", String(repeating: "x", count: count))
        }
        defer { server.close() }
        let fitting = OutboundRequest(url: server.url, answerBytesMax: 100)
        let long = OutboundRequest(url: server.url + "long", answerBytesMax: 100)
        #expect(try await carrier.send(fitting).get().body.count == 100)
        #expect(try await carrier.send(long).get() == OutboundReply(status: 200))
    }

    @Test func anEndlessAnswerIsCutOff() async throws {
        let server = try LoopbackServer { (connection: Connection) in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            while connection.write(String(repeating: "x", count: 65_536)) {}
        }
        defer { server.close() }
        #expect(
            try await carrier.send(OutboundRequest(url: server.url)).get()
                == OutboundReply(status: 200)
        )
    }

    @Test(arguments: ["a\r\nb: c", "a\nb", "a\u{0}b"])
    func aHeaderWithALineBreakDoesNotLeave(value: String) async throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK") }
        defer { server.close() }
        let request = OutboundRequest(url: server.url, headers: [("X-Mark", value)])
        #expect(await carrier.send(request) == .failure(.notSent(reason: "header")))
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/hostname", "http://a b/", "nonsense://"])
    func otherSchemesAndBrokenURLsDoNotLeave(url: String) async {
        #expect(
            await carrier.send(OutboundRequest(url: url)) == .failure(.notSent(reason: "url"))
        )
    }

    private func text(_ request: OutboundRequest) async throws -> String {
        String(decoding: try await carrier.send(request).get().body, as: UTF8.self)
    }
}
