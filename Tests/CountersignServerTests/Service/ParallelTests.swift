import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// Many connections that want the same thing.
@Suite struct ParallelTests {
    private let phone = "+4915112345678"
    private let connections = 64

    private func count(_ answers: [Answer]) -> [String: Int] {
        answers.reduce(into: [:]) { $0[$1.problem ?? String($1.status), default: 0] += 1 }
    }

    @Test func rightCodeFromEverywhereApprovesOnce() async throws {
        try await RunningService.run { running in
            let id = try await running.create(phone)
            let code = try await running.codesOnPhone(phone)[0]
            let request = Request.post(
                "/v1/confirmations/\(id)/verify",
                key: running.testKey,
                Bodies.verify(code)
            )
            let answers = try await askAtOnce(
                Array(repeating: request, count: connections),
                port: running.port
            )
            #expect(count(answers) == ["200": 1, "already-used": connections - 1])
            let events = try await running.ask(.get("/v1/events?limit=100", key: running.testKey))
            let types = events.json["events"]?.array?.compactMap { $0["type"]?.string } ?? []
            #expect(types.filter { $0 == "confirmation.approved" }.count == 1)
        }
    }

    @Test func guessesFromEverywhereGetFiveAttempts() async throws {
        try await RunningService.run { running in
            let id = try await running.create(phone)
            let code = try await running.codesOnPhone(phone)[0]
            let request = Request.post(
                "/v1/confirmations/\(id)/verify",
                key: running.testKey,
                Bodies.verify(Bodies.wrong(code))
            )
            let answers = try await askAtOnce(
                Array(repeating: request, count: connections),
                port: running.port
            )
            #expect(count(answers) == ["wrong-code": 5, "exhausted": connections - 5])
            let left = answers.compactMap { $0.json["attempts_left"]?.integer }
            #expect(left.sorted() == [0, 1, 2, 3, 4])
        }
    }

    @Test func oneIdempotencyKeyMakesOneConfirmationAndOneMessage() async throws {
        try await RunningService.run { running in
            let request = Request.post(
                "/v1/confirmations",
                key: running.testKey,
                once: "the-same",
                Bodies.create(phone)
            )
            let answers = try await askAtOnce(
                Array(repeating: request, count: connections),
                port: running.port
            )
            let kinds = count(answers)
            #expect(Set(kinds.keys).isSubset(of: ["201", "idempotency-key-in-use"]), "\(kinds)")
            let created = answers.filter { $0.status == 201 }
            #expect(Set(created.map(\.body)).count == 1)
            let fresh = created.filter { $0.header("idempotent-replayed") == nil }
            #expect(fresh.count == 1)
            let list = try await running.ask(.get("/v1/confirmations", key: running.testKey))
            #expect(list.json["confirmations"]?.array?.count == 1)
            #expect(try await running.codesOnPhone(phone).count == 1)
        }
    }

    @Test func oneVerifyUnderOneKeyCostsOneAttempt() async throws {
        try await RunningService.run { running in
            let id = try await running.create(phone)
            let code = try await running.codesOnPhone(phone)[0]
            let request = Request.post(
                "/v1/confirmations/\(id)/verify",
                key: running.testKey,
                once: "the-same",
                Bodies.verify(Bodies.wrong(code))
            )
            let answers = try await askAtOnce(
                Array(repeating: request, count: 16),
                port: running.port
            )
            #expect(
                Set(count(answers).keys).isSubset(of: ["wrong-code", "idempotency-key-in-use"])
            )
            #expect(try await running.read(id).json["attempts_left"]?.integer == 4)
        }
    }
}
