import CountersignAPI
import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignSimulator
import Foundation
import Testing

@testable import CountersignServer

/// Events as a shop receives them.
@Suite struct WebhooksTests {
    private let phone = "+4915112345678"
    /// Every event that a merchant's endpoint gets.
    private let types: Set<String> = [
        "confirmation.created", "confirmation.approved", "confirmation.denied",
        "confirmation.expired", "confirmation.exhausted", "confirmation.canceled",
        "confirmation.amended", "message.sent", "message.delivered", "message.undelivered",
        "message.failed",
    ]

    @Test func everyKindOfEventIsPostedSignedAndInSequence() async throws {
        let shop = try LocalServer.start { _ in HTTPResponse(status: 204) }
        try await RunningService.run { running in
            let made = try await running.folder.command(
                "webhooks",
                "add",
                "acme-shoes",
                "\(shop.url)/hook",
                "--json"
            )
            let webhooks = try StandardWebhooks(try #require(made["secret"]?.string))
            running.clock.advance(seconds: 1)
            try await live(in: running)

            let stored = try await eventually("all kinds of events") {
                let events = try await events(in: running)
                return Set(events.compactMap { $0["type"]?.string }) == types ? events : nil
            }
            let posted = try await eventually("every event at the shop") {
                let ids = Set(shop.requests.compactMap { $0.headers["webhook-id"] })
                return ids.count >= stored.count ? shop.requests : nil
            }
            for request in posted {
                // The clock was put forward since; the age of a post is another test's.
                let seconds = request.headers["webhook-timestamp"].flatMap { Int64($0) } ?? 0
                let id = try webhooks.verify(
                    headers: request.headers,
                    body: request.body,
                    at: Instant(seconds: seconds)
                )
                let json = try JSONReader.read(request.body)
                #expect(json.object?.map(\.name) == ["type", "timestamp", "data"])
                let event = try #require(stored.first { $0["id"]?.string == id })
                #expect(json["type"] == event["type"])
                #expect(json["timestamp"] == event["timestamp"])
                #expect(json["data"]?["sequence"] == event["sequence"])
                #expect(json["data"]?["id"] == event["data"]?["id"])
            }
            #expect(posted.count == stored.count, "each event once while the shop answers")
        }
        await shop.stop()
    }

    /// Every event of the merchant that its endpoints get, in the store's order.
    private func events(in running: RunningService) async throws -> [JSONValue] {
        var events: [JSONValue] = []
        var after: Int64 = 0
        while true {
            let path = "/v1/events?limit=5&after=\(after)"
            let page = try await running.ask(.get(path, key: running.testKey)).json
            events += page["events"]?.array ?? []
            guard let next = page["next"]?.integer else { break }
            #expect(next > after)
            after = next
        }
        let numbers = events.compactMap { $0["sequence"]?.integer }
        #expect(numbers == numbers.sorted() && Set(numbers).count == events.count)
        return events.filter { $0["type"]?.string?.hasPrefix("attempt.") == false }
    }

    /// One confirmation for each end that it can have.
    private func live(in running: RunningService) async throws {
        let approved = try await running.create(phone)
        let code = try await running.codesOnPhone(phone)[0]
        #expect(try await running.post("verify", approved, Bodies.verify(code)).status == 200)
        let denied = try await running.create(phone)
        #expect(try await running.post("deny", denied).status == 200)
        let canceled = try await running.create(phone)
        #expect(try await running.post("amend", canceled, "{\"payee\": \"B\"}").status == 200)
        #expect(try await running.post("cancel", canceled).status == 200)
        let exhausted = try await running.create("+4915112345679")
        let other = try await running.codesOnPhone("+4915112345679")[0]
        for _ in 0..<5 {
            _ = try await running.post("verify", exhausted, Bodies.verify(Bodies.wrong(other)))
        }
        // The simulator's phones can be told to lack what a message needs.
        let lame = try #require(try? PhoneNumber("+4915112345670"))
        running.phones?.setUp(lame, as: .init(hasWhatsApp: false, hasRCS: false))
        _ = try await running.create("+4915112345670", channels: "[\"rcs\"]")
        _ = try await running.create("+4915112345670", channels: "[\"whatsapp\"]")
        _ = try await eventually("an undelivered message") {
            try await events(in: running).contains {
                $0["type"]?.string == "message.undelivered"
            } ? true : nil
        }
        running.clock.advance(seconds: 301)
    }

    @Test func endpointThatFailsGetsTheEventAgainAndOneThatIsGoneNoMore() async throws {
        let shop = try LocalServer.start { request in
            HTTPResponse(status: request.path == "/gone" ? 410 : 500)
        }
        try await RunningService.run { running in
            for path in ["gone", "broken"] {
                _ = try await running.folder.command(
                    "webhooks",
                    "add",
                    "acme-shoes",
                    "\(shop.url)/\(path)",
                    "--json"
                )
            }
            running.clock.advance(seconds: 1)
            let id = try await running.create(phone)
            func posts(_ path: String) -> [String] {
                shop.requests.filter { $0.path == path }.compactMap { $0.headers["webhook-id"] }
            }
            let first = try await eventually("a post to each") {
                posts("/broken").isEmpty || posts("/gone").isEmpty ? nil : posts("/broken")[0]
            }
            _ = try await eventually("the endpoint is switched off") {
                let list = try await running.folder.command("webhooks", "list", "--json")
                return list["webhooks"]?.array?.contains { $0["disabled_at"] != .null } == true
                    ? true : nil
            }
            let gone = posts("/gone").count
            running.clock.advance(seconds: 6)
            #expect(try await running.post("cancel", id).status == 200)
            _ = try await eventually("the same event again") {
                posts("/broken").filter { $0 == first }.count >= 2 ? true : nil
            }
            #expect(posts("/gone").count == gone)
        }
        await shop.stop()
    }
}
