import CountersignAPI
import CountersignHTTP
import Testing

@Suite struct RequestTests {
    @Test func requestIsAnsweredWithLengthAndDate() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let reply = try await offPool { try Client(port: port).ask("GET /a?b=c") }
        #expect(reply.status == 200)
        #expect(reply.body == "GET|/a|b=c|0|")
        #expect(reply.header("content-length") == "13")
        #expect(reply.header("content-type") == "text/plain")
        #expect(reply.header("date") != nil)
        await server.stop(graceSeconds: 1)
    }

    @Test func connectionServesManyRequests() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let bodies = try await offPool {
            let client = try Client(port: port)
            return try (0..<20).map { try client.ask("GET /\($0)").body }
        }
        #expect(bodies == (0..<20).map { "GET|/\($0)||0|" })
        await server.stop(graceSeconds: 1)
    }

    @Test(arguments: [false, true])
    func pipelinedRequestsAreAnsweredInOrder(isSlow: Bool) async throws {
        let responder = ScriptedResponder { request in
            if isSlow { try? await Task.sleep(for: .milliseconds(2)) }
            return await ScriptedResponder.echo.respond(to: request)
        }
        let server = try startServer(responder)
        let port = server.address.port
        let bodies = try await offPool {
            let client = try Client(port: port)
            try client.send(
                (0..<10).map {
                    "POST /\($0) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                }.joined()
            )
            return try (0..<10).map { _ in try client.reply().body }
        }
        #expect(bodies == (0..<10).map { "POST|/\($0)||2|ab" })
        await server.stop(graceSeconds: 1)
    }

    @Test func pathAndQueryArriveAsSent() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let cases = [
            ("/a%2Fb%00c%zz?x=%20+&y", "/a%2Fb%00c%zz", "x=%20+&y"),
            ("//double//path", "//double//path", ""),
            ("/a/../b?c?d", "/a/../b", "c?d"),
            ("http://shop.example/abs?q", "/abs", "q"),
            ("http://shop.example", "/", ""),
            ("/next?to=http://x/", "/next", "to=http://x/"),
            ("*", "*", ""),
        ]
        for (target, path, query) in cases {
            let reply = try await offPool { try Client(port: port).ask("GET \(target)") }
            #expect(reply.body == "GET|\(path)|\(query)|0|")
        }
        await server.stop(graceSeconds: 1)
    }

    @Test func unknownMethodReachesTheResponder() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let reply = try await offPool { try Client(port: port).ask("PURGE /x") }
        #expect(reply.body == "PURGE|/x||0|")
        await server.stop(graceSeconds: 1)
    }

    @Test func headIsAnsweredAsGetWithoutBody() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let (head, next) = try await offPool {
            let client = try Client(port: port)
            return (try client.ask("HEAD /x"), try client.ask("GET /y"))
        }
        #expect(head.status == 200)
        #expect(head.header("content-length") == "10")
        #expect(next.body == "GET|/y||0|")
        await server.stop(graceSeconds: 1)
    }

    @Test func chosenHeadersAreCopiedAndRepeatedOnesReported() async throws {
        let responder = ScriptedResponder { request in
            let fields = request.headers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let text = (fields + request.repeatedHeaders + [request.remoteAddress])
                .joined(separator: "|")
            return HTTPResponse(status: 200, body: Array(text.utf8))
        }
        let fields = "ACCEPT: a\r\nX-Other: b\r\nAccept: c\r\naccept: d\r\nPrefer: ü\r\n"
        let some = try startServer(responder)
        let all = try startServer(responder) { $0.allHeaders = true }
        let ports = (some.address.port, all.address.port)
        let replies = try await offPool {
            (
                try Client(port: ports.0).ask("GET /", fields).body,
                try Client(port: ports.1).ask("GET /", fields).body
            )
        }
        #expect(replies.0 == "accept=a|host=a|prefer=ü|accept|127.0.0.1")
        #expect(replies.1 == "accept=a|host=a|prefer=ü|x-other=b|accept|127.0.0.1")
        await some.stop(graceSeconds: 1)
        await all.stop(graceSeconds: 1)
    }

    @Test func fieldThatHTTPCannotCarryBecomes500() async throws {
        let server = try startServer(
            ScriptedResponder { _ in
                HTTPResponse(status: 200, headers: [("X-A", "b\r\nSet-Cookie: c")])
            }
        )
        let port = server.address.port
        let reply = try await offPool { try Client(port: port).ask("GET /") }
        #expect(reply.status == 500)
        #expect(reply.header("set-cookie") == nil)
        await server.stop(graceSeconds: 1)
    }

    @Test func emptyAnswerHasItsStatusAndKeepsTheConnection() async throws {
        let server = try startServer(ScriptedResponder { _ in HTTPResponse(status: 204) })
        let port = server.address.port
        let statuses = try await offPool {
            let client = try Client(port: port)
            return [try client.ask("GET /").status, try client.ask("GET /").status]
        }
        #expect(statuses == [204, 204])
        await server.stop(graceSeconds: 1)
    }

    @Test func clientMayFinishSendingBeforeItReads() async throws {
        let server = try startServer(
            ScriptedResponder { request in
                try? await Task.sleep(for: .milliseconds(20))
                return await ScriptedResponder.echo.respond(to: request)
            }
        )
        let port = server.address.port
        let reply = try await offPool {
            let client = try Client(port: port)
            try client.send("GET /half HTTP/1.1\r\nHost: a\r\n\r\n")
            client.finishSending()
            return try client.reply()
        }
        #expect(reply.body == "GET|/half||0|")
        await server.stop(graceSeconds: 1)
    }
}
