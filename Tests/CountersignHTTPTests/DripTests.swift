import CountersignAPI
import CountersignHTTP
import Testing

/// Answers that are sent a little at a time.
@Suite(.timeLimit(.minutes(5))) struct DripTests {
    private static func responder(milliseconds: Int) -> ScriptedResponder {
        ScriptedResponder { _ in
            var response = HTTPResponse(status: 200, body: Array("0123456789".utf8))
            response.dripMilliseconds = milliseconds
            return response
        }
    }

    @Test func drippedBodyArrivesWholeAndTheConnectionGoesOn() async throws {
        let server = try startServer(DripTests.responder(milliseconds: 100))
        let port = server.address.port
        let bodies = try await offPool {
            let client = try Client(port: port)
            return [try client.ask("GET /").body, try client.ask("GET /").body]
        }
        #expect(bodies == ["0123456789", "0123456789"])
        await server.stop(graceSeconds: 1)
    }

    @Test func serverStopsWhileAnAnswerDrips() async throws {
        let server = try startServer(DripTests.responder(milliseconds: 600_000))
        let port = server.address.port
        async let failure = offPool {
            do {
                return try Client(port: port).ask("GET /").body
            } catch { return "broken off" }
        }
        #expect(try await eventually { server.requestsUnderWay == 1 })
        await server.stop(graceSeconds: 0)
        #expect(try await failure == "broken off")
    }

    @Test func clientThatGoesAwayWhileAnAnswerDripsIsForgotten() async throws {
        let server = try startServer(DripTests.responder(milliseconds: 2_000))
        let port = server.address.port
        try await offPool {
            let client = try Client(port: port)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            while server.requestsUnderWay == 0 { try? client.send("") }
            client.reset()
        }
        #expect(try await eventually { server.requestsUnderWay == 0 && server.connections == 0 })
        await server.stop(graceSeconds: 1)
    }
}
