import CountersignAPI
import CountersignHTTP
import Foundation
import Testing

@Suite struct PatienceTests {
    /// Sends one byte after the other until the server ends the connection.
    private static func drip(_ start: String, port: UInt16) async throws -> Bool {
        try await offPool {
            let client = try Client(port: port)
            try client.send(start)
            do {
                for _ in 0..<400 {
                    try client.send("x")
                    usleep(20_000)
                }
            } catch { return true }
            return false
        }
    }

    @Test(arguments: [
        "", "GET / HTTP/1.1\r\nHost: a\r\nX: ",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n",
    ])
    func drippingClientIsCut(start: String) async throws {
        let server = try startServer(ScriptedResponder.count) {
            $0.requestMillisecondsMax = 300
            $0.idleSecondsMax = 1
        }
        #expect(try await PatienceTests.drip(start, port: server.address.port))
        #expect(try await eventually { server.connections == 0 && server.requestsUnderWay == 0 })
        await server.stop(graceSeconds: 1)
    }

    @Test func silentClientIsCut() async throws {
        let server = try startServer(ScriptedResponder.count) { $0.requestMillisecondsMax = 300 }
        let port = server.address.port
        #expect(try await offPool { try Client(port: port).isEnded() })
        #expect(try await eventually { server.connections == 0 })
        await server.stop(graceSeconds: 1)
    }

    @Test func longPollOutlivesTheIdleTimeOutAndTheRequestDeadline() async throws {
        let server = try startServer(
            ScriptedResponder { _ in
                try? await Task.sleep(for: .milliseconds(2_200))
                return HTTPResponse(status: 200, body: Array("late".utf8))
            }
        ) {
            $0.idleSecondsMax = 1
            $0.requestMillisecondsMax = 300
        }
        let port = server.address.port
        let reply = try await offPool { try Client(port: port).ask("GET /") }
        #expect(reply.body == "late")
        await server.stop(graceSeconds: 1)
    }

    @Test func longestWaitOfTheAPIEndsBeforeTheDoorLosesPatience() {
        let settings = HTTPServerSettings(address: ListenAddress(host: "127.0.0.1", port: 0))
        #expect(settings.waitMillisecondsMax >= (API.waitSecondsMax + 10) * 1_000)
    }

    @Test func waitThatIsTooLongIsRefusedAndItsTaskCancelled() async throws {
        let gate = Gate()
        let server = try startServer(
            ScriptedResponder { _ in
                try? await Task.sleep(for: .seconds(60))
                if Task.isCancelled { await gate.open() }
                return HTTPResponse(status: 200)
            }
        ) { $0.waitMillisecondsMax = 100 }
        let port = server.address.port
        let reply = try await offPool { try Client(port: port).ask("GET /") }
        #expect(reply.status == 503)
        await gate.pass()
        await server.stop(graceSeconds: 1)
    }

    @Test(arguments: [false, true])
    func clientThatLeavesWhileItWaitsLeavesNothingBehind(isReset: Bool) async throws {
        let gate = Gate()
        let server = try startServer(
            ScriptedResponder { _ in
                await gate.pass()
                return HTTPResponse(status: 200, body: Array("nobody reads this".utf8))
            }
        )
        let port = server.address.port
        try await offPool {
            for _ in 0..<20 {
                let client = try Client(port: port)
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                if isReset {
                    usleep(5_000)
                    client.reset()
                }
            }
        }
        // A reset is noticed by itself; a half-closed client may still be reading.
        if isReset {
            #expect(try await eventually { server.connections == 0 })
        } else {
            #expect(try await eventually { server.requestsUnderWay == 20 })
        }
        await gate.open()
        #expect(try await eventually { server.connections == 0 && server.requestsUnderWay == 0 })
        await server.stop(graceSeconds: 1)
    }

    @Test func clientThatDoesNotReadItsAnswerIsCut() async throws {
        let server = try startServer(
            ScriptedResponder { _ in
                HTTPResponse(status: 200, body: .init(repeating: 120, count: 16_777_216))
            }
        ) { $0.answerMillisecondsMax = 300 }
        let port = server.address.port
        let wasCut = try await offPool {
            let client = try Client(port: port)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            for _ in 0..<2_000 where server.connections == 0 || server.requestsUnderWay == 0 {
                usleep(1_000)
            }
            for _ in 0..<2_000 where server.connections > 0 { usleep(5_000) }
            return server.connections == 0
        }
        #expect(wasCut)
        #expect(server.requestsUnderWay == 0)
        await server.stop(graceSeconds: 1)
    }

    @Test func requestsBeyondTheBoundAreRefused() async throws {
        let gate = Gate()
        let server = try startServer(
            ScriptedResponder { _ in
                await gate.pass()
                return HTTPResponse(status: 200)
            }
        ) { $0.requestsUnderWayMax = 2 }
        let port = server.address.port
        async let first = offPool { try Client(port: port).ask("GET /").status }
        async let second = offPool { try Client(port: port).ask("GET /").status }
        #expect(try await eventually { server.requestsUnderWay == 2 })
        let third = try await offPool { try Client(port: port).ask("GET /").status }
        #expect(third == 503)
        await gate.open()
        #expect(try await [first, second] == [200, 200])
        await server.stop(graceSeconds: 1)
    }

    @Test func connectionsOfOneAddressAreBounded() async throws {
        let server = try startServer(ScriptedResponder.echo) { $0.connectionsPerAddressMax = 2 }
        let port = server.address.port
        let outcome = try await offPool {
            let first = try Client(port: port)
            let second = try Client(port: port)
            let statuses = [try first.ask("GET /").status, try second.ask("GET /").status]
            let third = try Client(port: port)
            return (statuses, third.isEnded())
        }
        #expect(outcome.0 == [200, 200])
        #expect(outcome.1)
        await server.stop(graceSeconds: 1)
    }
}
