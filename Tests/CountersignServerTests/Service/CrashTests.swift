import CountersignAPI
import CountersignCore
import Foundation
import Synchronization
import Testing

@testable import CountersignServer

/// The program ends in the middle of its work, and is started again on the same store.
@Suite struct CrashTests {
    /// What clients saw.
    private struct Ledger: Sendable {
        /// Confirmations that were answered 201, with the first message of each.
        var created: [String: String] = [:]
        /// References of requests that got an answer other than 201.
        var refused: [String: Int] = [:]
        /// Requests whose connection ended without an answer, by reference.
        var unanswered: [String: Request] = [:]
        /// Requests that were answered 201 with their answers.
        var answered: [(request: Request, answer: Answer)] = []
    }

    private final class Clients: Sendable {
        let ledger = Mutex(Ledger())

        /// Creates over one connection until it ends or enough is done.
        func create(port: UInt16, key: String, worker: Int, countMax: Int) throws {
            let wire = try Wire(port: port)
            for number in 0..<countMax {
                let reference = "order-\(worker)-\(number)"
                let phone = "+4915112\(345_000 + worker * 500 + number)"
                let body = Bodies.create(phone, reference: reference)
                let request = Request.post("/v1/confirmations", key: key, once: reference, body)
                guard let answer = try? wire.ask(request) else {
                    ledger.withLock { $0.unanswered[reference] = request }
                    return
                }
                let message = answer.json["messages"]?.array?.first?["id"]?.string
                ledger.withLock { ledger in
                    if answer.status == 201, let id = answer.json["id"]?.string, let message {
                        ledger.created[id] = message
                        ledger.answered.append((request, answer))
                    } else {
                        ledger.refused[reference] = answer.status
                    }
                }
            }
        }
    }

    /// A gateway that is slow, and busy for every other message until it is told to be well.
    private final class Mood: Sendable {
        let isWell = Atomic(false)
        let accepted = Mutex<Set<String>>([])

        func answer(_ request: HTTPRequest) async -> HTTPResponse {
            let message = GatewayMessage(request)
            if !isWell.load(ordering: .sequentiallyConsistent) {
                try? await Task.sleep(for: .milliseconds(150))
                let isBusy = (message?.id.utf8.last ?? 0) % 2 == 0
                if isBusy {
                    return HTTPResponse(status: 503, headers: [("Retry-After", "8")])
                }
            }
            if let message { accepted.withLock { _ = $0.insert(message.id) } }
            return await LocalServer.taken(request)
        }
    }

    /// Starts the program, lets clients create, ends it by a signal, and gives its exit status.
    private func work(
        on folder: InstalledFolder,
        _ clients: Clients,
        until count: Int,
        then signal: Int32
    ) async throws -> Int32 {
        let service = try await SpawnedService.start(on: folder)
        let (port, key) = (service.port, folder.liveKey)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    try await offPool {
                        try clients.create(port: port, key: key, worker: worker, countMax: 400)
                    }
                }
            }
            _ = try await eventually("\(count) confirmations") {
                clients.ledger.withLock { $0.created.count } >= count ? true : nil
            }
            service.send(signal)
            let status = try await service.end()
            try await group.waitForAll()
            return status
        }
    }

    /// Every confirmation that was answered 201 is there, and its message was handed over.
    private func expectNothingLost(
        _ ledger: Ledger,
        _ service: SpawnedService,
        _ folder: InstalledFolder,
        _ gateway: LocalServer,
        _ mood: Mood
    ) async throws {
        let handedOver = try? await eventually("every message at the gateway") {
            let accepted = mood.accepted.withLock { $0 }
            return ledger.created.values.allSatisfy { accepted.contains($0) } ? true : nil
        }
        #expect(handedOver == true)
        let port = service.port
        let answers = try await offPool {
            let wire = try Wire(port: port)
            return try ledger.created.keys.map { id in
                try wire.ask(.get("/v1/confirmations/\(id)", key: folder.liveKey))
            }
        }
        #expect(answers.allSatisfy { $0.status == 200 })
        #expect(answers.allSatisfy { $0.json["status"]?.string == "pending" })
        let byMessage = Dictionary(grouping: gateway.messages, by: \.id)
        for message in ledger.created.values {
            let sent = byMessage[message] ?? []
            #expect(Set(sent.map(\.text)).count == 1, "a message that is sent again is the same")
        }
    }

    @Test func killedServiceLosesNothingThatItAnswered() async throws {
        let mood = Mood()
        let gateway = try LocalServer.start { await mood.answer($0) }
        let folder = try await InstalledFolder.found(
            gateways: [("gateway", gateway.url)],
            policy: InstalledFolder.askingEverybody
        )
        let clients = Clients()
        let status = try await work(on: folder, clients, until: 60, then: SIGKILL)
        #expect(status == 128 + SIGKILL)

        let ledger = clients.ledger.withLock { $0 }
        let acceptedBefore = mood.accepted.withLock { $0 }
        let isOpen = ledger.created.values.contains { !acceptedBefore.contains($0) }
        #expect(isOpen, "nothing was under way when the service was killed")
        mood.isWell.store(true, ordering: .sequentiallyConsistent)
        let again = try await SpawnedService.start(on: folder)
        try await expectNothingLost(ledger, again, folder, gateway, mood)
        try await expectSafeRepeats(ledger, again, folder)
        again.send(SIGTERM)
        #expect(try await again.end() == 0)
        await gateway.stop()
    }

    @Test func killedServiceUnderFallbackSendsEachCodeOnceThroughTheProviderThatWorks() async throws
    {
        let mood = Mood()
        let first = try LocalServer.start { _ in
            try? await Task.sleep(for: .milliseconds(50))
            return HTTPResponse(status: 503, headers: [("Retry-After", "60")])
        }
        let second = try LocalServer.start { await mood.answer($0) }
        let folder = try await InstalledFolder.found(
            gateways: [("first", first.url), ("second", second.url)],
            policy: InstalledFolder.askingEverybody
        )
        let clients = Clients()
        let status = try await work(on: folder, clients, until: 60, then: SIGKILL)
        #expect(status == 128 + SIGKILL)
        #expect(!first.messages.isEmpty)

        let ledger = clients.ledger.withLock { $0 }
        let acceptedBefore = mood.accepted.withLock { $0 }
        let taken = Set(
            second.messages.filter { acceptedBefore.contains($0.id) }.map(\.confirmation)
        )
        #expect(
            ledger.created.keys.contains { !taken.contains($0) },
            "nothing was under way when the service was killed"
        )
        mood.isWell.store(true, ordering: .sequentiallyConsistent)
        let again = try await SpawnedService.start(on: folder)
        let port = again.port
        let confirmations = try await eventually("every message accepted") {
            let answers = try await offPool {
                let wire = try Wire(port: port)
                return try ledger.created.keys.map { id in
                    try wire.ask(.get("/v1/confirmations/\(id)", key: folder.liveKey)).json
                }
            }
            let isDone = answers.allSatisfy { answer in
                answer["messages"]?.array?.last?["status"]?.string == "accepted"
            }
            return isDone ? answers : nil
        }
        let accepted = mood.accepted.withLock { $0 }
        let byConfirmation = Dictionary(grouping: second.messages, by: \.confirmation)
        for confirmation in confirmations {
            let messages = confirmation["messages"]?.array ?? []
            let working = messages.filter { $0["status"]?.string == "accepted" }
            #expect(working.map { $0["provider"]?.string } == ["second"])
            #expect(
                messages.dropLast().allSatisfy { message in
                    message["status"]?.string == "failed" && message["provider"]?.string == "first"
                }
            )
            // What the service says is what the gateways saw.
            let id = try #require(confirmation["id"]?.string)
            let sent = byConfirmation[id] ?? []
            #expect(Set(sent.map(\.id)) == Set(working.compactMap { $0["id"]?.string }))
            #expect(sent.allSatisfy { accepted.contains($0.id) })
            #expect(Set(sent.map(\.text)).count == 1, "a message that is sent again is the same")
        }
        again.send(SIGTERM)
        #expect(try await again.end() == 0)
        await first.stop()
        await second.stop()
    }

    /// A client that repeats its requests after the crash gets the same answers, and where it had
    /// none, one confirmation.
    private func expectSafeRepeats(
        _ ledger: Ledger,
        _ service: SpawnedService,
        _ folder: InstalledFolder
    ) async throws {
        let port = service.port
        try await offPool {
            let wire = try Wire(port: port)
            for (request, answer) in ledger.answered.suffix(20) {
                let repeated = try wire.ask(request)
                #expect(repeated.status == 201 && repeated.body == answer.body)
                #expect(repeated.header("idempotent-replayed") == "true")
            }
            for (reference, request) in ledger.unanswered {
                #expect(try wire.ask(request).status == 201)
                let path = "/v1/confirmations?reference=\(reference)"
                let list = try wire.ask(.get(path, key: folder.liveKey))
                #expect(list.json["confirmations"]?.array?.count == 1, "\(reference)")
            }
        }
    }

    @Test func stoppedServiceAnswersWhatItAccepted() async throws {
        let mood = Mood()
        let gateway = try LocalServer.start { await mood.answer($0) }
        let folder = try await InstalledFolder.found(
            gateways: [("gateway", gateway.url)],
            policy: InstalledFolder.askingEverybody
        )
        let clients = Clients()
        let status = try await work(on: folder, clients, until: 60, then: SIGTERM)
        #expect(status == 0)

        let ledger = clients.ledger.withLock { $0 }
        #expect(ledger.refused.values.allSatisfy { $0 == 503 }, "\(ledger.refused)")
        mood.isWell.store(true, ordering: .sequentiallyConsistent)
        let again = try await SpawnedService.start(on: folder)
        try await expectNothingLost(ledger, again, folder, gateway, mood)
        // A request without an answer, or refused, was never accepted: it left no trace.
        for reference in Array(ledger.unanswered.keys) + ledger.refused.keys {
            let path = "/v1/confirmations?reference=\(reference)"
            let list = try await again.ask(.get(path, key: folder.liveKey))
            #expect(list.json["confirmations"] == .array([]), "\(reference)")
        }
        again.send(SIGTERM)
        #expect(try await again.end() == 0)
        await gateway.stop()
    }

    @Test func longPollIsAnsweredWhenTheServiceStops() async throws {
        let folder = try await InstalledFolder.found()
        let service = try await SpawnedService.start(on: folder)
        let created = try await service.ask(
            .post(
                "/v1/confirmations",
                key: folder.testKey,
                once: "k",
                Bodies.create("+4915112345678")
            )
        )
        let id = try #require(created.json["id"]?.string)
        async let held = service.ask(.get("/v1/confirmations/\(id)?wait=55", key: folder.testKey))
        for _ in 0..<5 { _ = try await service.ask(.get("/livez")) }
        service.send(SIGTERM)
        let answer = try await held
        #expect(answer.status == 200 && answer.json["status"]?.string == "pending")
        #expect(try await service.end() == 0)
    }
}
