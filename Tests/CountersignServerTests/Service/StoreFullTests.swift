import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// A store that can't grow, for a while.
@Suite struct StoreFullTests {
    @Test func fullStoreRefusesAndComesBack() async throws {
        let folder = try await InstalledFolder.found(
            policy: InstalledFolder.askingEverybody
        )
        let service = try await SpawnedService.start(on: folder, prelude: "ulimit -S -f 1600")
        func create(_ number: Int) async throws -> Answer {
            let body = Bodies.create("+4915112345678", reference: "order-\(number)")
            return try await service.ask(
                .post("/v1/confirmations", key: folder.testKey, once: "k\(number)", body)
            )
        }
        var ids: [String] = []
        var refused: Answer?
        var number = 0
        while refused == nil, number < 2_000 {
            let answer = try await create(number)
            if let id = answer.json["id"]?.string { ids.append(id) } else { refused = answer }
            number += 1
        }
        let full = try #require(refused)
        #expect(full.status == 503 && full.problem == "storage-unavailable")
        #expect(full.header("retry-after").flatMap { Int($0) } ?? 0 > 0)
        #expect(!ids.isEmpty)

        // What was promised can be read, and the service lives.
        let first = try await service.ask(.get("/v1/confirmations/\(ids[0])", key: folder.testKey))
        #expect(first.status == 200)
        #expect(try await service.ask(.get("/livez")).status == 200)
        // Small changes may still fit for a while.
        let unready = try await eventually("no room for the smallest change") {
            number += 1
            if let id = try await create(number).json["id"]?.string { ids.append(id) }
            let answer = try await service.ask(.get("/readyz"))
            return answer.status == 503 ? answer : nil
        }
        #expect(unready.text.contains("free some disk space"))

        #expect(try await service.liftFileLimit())
        // Nobody has to pay for the service to be ready again.
        _ = try await eventually("readiness") {
            try await service.ask(.get("/readyz")).status == 200 ? true : nil
        }
        let later = try await eventually("room in the store") {
            let answer = try await create(number)
            return answer.status == 201 ? answer : nil
        }
        #expect(later.header("idempotent-replayed") == nil, "nothing was half done")
        ids.append(later.json["id"]?.string ?? "")
        service.send(SIGTERM)
        #expect(try await service.end() == 0)

        let again = try await SpawnedService.start(on: folder)
        for id in ids {
            let answer = try await again.ask(.get("/v1/confirmations/\(id)", key: folder.testKey))
            #expect(answer.status == 200)
        }
        again.send(SIGTERM)
        #expect(try await again.end() == 0)
    }
}
