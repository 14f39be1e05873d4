import CountersignAPI
import CountersignHTTP
import Synchronization
import Testing

@testable import CountersignBench

struct LoadClientTests {
    /// Counts requests and answers each with its own body, longer than one packet if asked.
    private final class Counter: Responder {
        let requests = Mutex(0)
        let status: @Sendable (Int) -> Int

        init(status: @escaping @Sendable (Int) -> Int = { _ in 200 }) { self.status = status }

        var count: Int { requests.withLock { $0 } }

        func respond(to request: HTTPRequest) async -> HTTPResponse {
            let number = requests.withLock { count in
                count += 1
                return count
            }
            return HTTPResponse(status: status(number), body: request.body)
        }

        func response(to refusal: DoorRefusal) -> HTTPResponse { HTTPResponse(status: 400) }
    }

    private func post(_ body: String) -> [UInt8] {
        Array(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8
        )
    }

    private func client(of server: HTTPServer, connections: Int) throws -> LoadClient {
        try LoadClient(
            host: server.address.host,
            port: server.address.port,
            connections: connections
        )
    }

    @Test func everyRequestGetsItsOwnAnswerOverKeptConnections() async throws {
        let counter = Counter()
        let server = try serve(counter)
        let bodies = Mutex<[Int: String]>([:])
        let result = try await client(of: server, connections: 8).run(
            LoadPlan(requestsMax: 500),
            next: { self.post("number \($0)") },
            answered: { answer in
                let body = String(decoding: answer.body, as: UTF8.self)
                bodies.withLock { $0[answer.index] = body }
            }
        )
        #expect(counter.count == 500)
        #expect(result.statuses == [200: 500])
        #expect(result.requests == 500 && result.lost == 0 && result.reconnects == 0)
        #expect(result.ending == .complete && result.perSecond > 0)
        bodies.withLock { bodies in
            #expect(bodies.count == 500)
            #expect(bodies.allSatisfy { $0.value == "number \($0.key)" })
        }
        await server.stop(graceSeconds: 0)
    }

    @Test func largeRequestsAndAnswersAreWhole() async throws {
        let server = try serve(Counter())
        let body = String(repeating: "a", count: 60_000)
        let lengths = Mutex<[Int]>([])
        let result = try await client(of: server, connections: 3).run(
            LoadPlan(requestsMax: 30),
            next: { _ in self.post(body) },
            answered: { answer in lengths.withLock { $0.append(answer.body.count) } }
        )
        #expect(result.statuses == [200: 30])
        #expect(lengths.withLock { $0 } == Array(repeating: 60_000, count: 30))
        await server.stop(graceSeconds: 0)
    }

    @Test func errorsAreCountedByStatus() async throws {
        let server = try serve(Counter { $0 % 5 == 0 ? 503 : 201 })
        let result = try await client(of: server, connections: 4).run(
            LoadPlan(requestsMax: 100),
            next: { _ in self.post("x") }
        )
        #expect(result.statuses == [201: 80, 503: 20])
        await server.stop(graceSeconds: 0)
    }

    @Test func nilEndsTheRun() async throws {
        let counter = Counter()
        let server = try serve(counter)
        let result = try await client(of: server, connections: 4).run(
            LoadPlan(),
            next: { $0 < 10 ? self.post("x") : nil }
        )
        #expect(result.answers == 10 && counter.count == 10)
        await server.stop(graceSeconds: 0)
    }

    @Test func pacedRunSendsExactlyWhatIsDue() async throws {
        let counter = Counter()
        let server = try serve(counter)
        let dues = Mutex<[UInt64]>([])
        let result = try await client(of: server, connections: 4).run(
            LoadPlan(.perSecond(1_000), requestsMax: 10_000, secondsMax: 0.1),
            next: { _ in self.post("x") },
            answered: { answer in dues.withLock { $0.append(answer.dueNanoseconds) } }
        )
        #expect(result.answers == 100 && counter.count == 100)
        #expect(result.latencies.count == 100)
        let sorted = dues.withLock { $0.sorted() }
        #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 == 1_000_000 })
        await server.stop(graceSeconds: 0)
    }

    @Test func closedConnectionIsReplaced() async throws {
        // A malformed request makes the door refuse and close.
        let server = try serve(Counter())
        let bad = Array("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".utf8)
        let result = try await client(of: server, connections: 2).run(
            LoadPlan(requestsMax: 20),
            next: { $0 % 2 == 0 ? bad : self.post("x") }
        )
        #expect(result.statuses == [200: 10, 400: 10])
        #expect(result.reconnects >= 9)
        await server.stop(graceSeconds: 0)
    }

    @Test func serverThatGoesAwayEndsTheRun() async throws {
        let counter = Counter()
        let server = try serve(counter)
        let client = try client(of: server, connections: 4)
        async let running = client.run(LoadPlan(), next: { _ in self.post("x") })
        while counter.count < 50 { try await Task.sleep(for: .milliseconds(1)) }
        await server.stop(graceSeconds: 0)
        let result = try await running
        #expect(result.ending == .unreachable)
        #expect(result.requests >= result.answers + result.lost)
    }

    @Test(arguments: ["10.0.0.1", "0.0.0.0", "example.com", "::", "128.0.0.1", "127.evil", ""])
    func otherMachinesAreRefused(host: String) {
        #expect(throws: LoopbackFailure.notLoopback(host: host)) {
            try LoadClient(host: host, port: 80)
        }
    }

    @Test func nobodyListeningIsAFailure() async throws {
        // A port of the system's own, where no test beside this one could listen.
        let client = try LoadClient(host: "127.0.0.1", port: 1, connections: 1)
        await #expect(throws: LoopbackFailure.unreachable(client.server)) {
            try await client.run(LoadPlan(), next: { _ in nil })
        }
    }
}
