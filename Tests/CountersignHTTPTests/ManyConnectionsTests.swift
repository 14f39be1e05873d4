import CountersignAPI
import CountersignHTTP
import Foundation
import Testing

/// Many clients that ask at the same moment.
@Suite(.timeLimit(.minutes(5))) struct ManyConnectionsTests {
    /// A hundred and twenty-eight events are as many as the library takes at once; where just as many
    /// wait, it must not wait for more.
    @Test(arguments: [127, 128, 256])
    func everybodyIsAnsweredHoweverManyAskAtOnce(clients count: Int) async throws {
        let barrier = DispatchSemaphore(value: 0)
        let server = try startServer(
            ScriptedResponder { request in
                // Keeps the serving thread itself, so that all the others ask meanwhile.
                if request.path == "/hold" { hold(barrier) }
                return HTTPResponse(status: 200, body: Array("ok".utf8))
            }
        ) { $0.threads = 1 }
        let port = server.address.port
        let bodies = try await offPool {
            let clients = try (0..<count).map { _ in try Client(port: port) }
            // Each is accepted once it has had an answer.
            for client in clients { _ = try client.ask("GET /") }
            let first = try Client(port: port)
            _ = try first.ask("GET /")
            try first.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            while server.requestsUnderWay == 0 { usleep(1_000) }
            for client in clients { try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
            barrier.signal()
            _ = try first.reply()
            return try clients.map { try $0.reply().body }
        }
        #expect(bodies == .init(repeating: "ok", count: count))
        await server.stop(graceSeconds: 1)
    }
}

private func hold(_ barrier: DispatchSemaphore) { barrier.wait() }
