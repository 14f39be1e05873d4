import CountersignAPI
import CountersignHTTP
import Foundation
import Synchronization
import Testing

@Suite struct StopTests {
    @Test func requestUnderWayIsFinishedBeforeTheStop() async throws {
        let gate = Gate()
        let server = try startServer(
            ScriptedResponder { _ in
                await gate.pass()
                return HTTPResponse(status: 200, body: Array("done".utf8))
            }
        )
        let port = server.address.port
        async let reply = offPool { try Client(port: port).ask("GET /") }
        #expect(try await eventually { server.requestsUnderWay == 1 })
        async let stopped: Void = server.stop(graceSeconds: 10)
        // Once it stops, nobody new is let in.
        for _ in 0..<1_000 {
            let isLetIn = try await offPool { (try? Client(port: port)) != nil }
            if !isLetIn { break }
        }
        await #expect(throws: ClientFailure.self) {
            try await offPool { _ = try Client(port: port) }
        }
        await gate.open()
        await stopped
        #expect(try await reply.body == "done")
        #expect(try await reply.header("connection")?.lowercased() == "close")
    }

    @Test func newRequestOnAnOldConnectionIsRefusedWhileStopping() async throws {
        let gate = Gate()
        let server = try startServer(
            ScriptedResponder { request in
                if request.path == "/wait" { await gate.pass() }
                return HTTPResponse(status: 200)
            }
        )
        let port = server.address.port
        async let waiting = offPool { try Client(port: port).ask("GET /wait").status }
        #expect(try await eventually { server.requestsUnderWay == 1 })
        let asked = Gate()
        async let statuses = offPool {
            let client = try Client(port: port)
            let before = try client.ask("GET /").status
            Task { await asked.open() }
            while (try? Client(port: port)) != nil { usleep(1_000) }
            return [before, try client.ask("GET /").status]
        }
        await asked.pass()
        async let stopped: Void = server.stop(graceSeconds: 10)
        #expect(try await statuses == [200, 503])
        await gate.open()
        await stopped
        #expect(try await waiting == 200)
    }

    @Test func longPollIsRefusedWhenTheGraceIsOver() async throws {
        let gate = Gate()
        let server = try startServer(
            ScriptedResponder { _ in
                // Deaf to cancellation: the server must not depend on good manners.
                await gate.pass()
                return HTTPResponse(status: 200)
            }
        )
        let port = server.address.port
        async let status = offPool { try Client(port: port).ask("GET /").status }
        #expect(try await eventually { server.requestsUnderWay == 1 })
        await server.stop(graceSeconds: 0)
        #expect(try await status == 503)
        #expect(server.requestsUnderWay == 0)
        #expect(server.connections == 0)
        // The responder ends after the server is gone, and nothing is left for it to touch.
        await gate.open()
    }

    @Test func stopMayBeCalledTwiceAndAtOnce() async throws {
        let server = try startServer(ScriptedResponder.echo)
        async let first: Void = server.stop(graceSeconds: 5)
        async let second: Void = server.stop(graceSeconds: 5)
        _ = await (first, second)
        await server.stop(graceSeconds: 5)
        let port = server.address.port
        await #expect(throws: ClientFailure.self) {
            try await offPool { _ = try Client(port: port) }
        }
    }

    @Test func stopUnderLoadAnswersEveryRequestItTook() async throws {
        let taken = Mutex(0)
        let server = try startServer(
            ScriptedResponder { _ in
                taken.withLock { $0 += 1 }
                await Task.yield()
                return HTTPResponse(status: 200, body: Array("ok".utf8))
            }
        )
        let port = server.address.port
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await offPool {
                        // One that comes only after the stop is not let in.
                        guard let client = try? Client(port: port) else { return 0 }
                        var answered = 0
                        while let reply = try? client.ask("GET /") {
                            guard reply.status == 200, reply.body == "ok" else { break }
                            answered += 1
                        }
                        return answered
                    }
                }
            }
            while taken.withLock({ $0 }) < 100 { try await Task.sleep(for: .milliseconds(2)) }
            await server.stop(graceSeconds: 5)
            return try await group.reduce(into: 0) { $0 += $1 }
        }
        #expect(answered == taken.withLock { $0 })
        #expect(server.requestsUnderWay == 0)
    }

    @Test func serverThatIsLetGoStops() async throws {
        var server: HTTPServer? = try startServer(ScriptedResponder.echo)
        let port = try #require(server?.address.port)
        #expect(try await offPool { try Client(port: port).ask("GET /").status } == 200)
        server = nil
        var isGone = false
        for _ in 0..<1_000 where !isGone {
            isGone = try await offPool { (try? Client(port: port)) == nil }
        }
        #expect(isGone)
    }
}
