import CountersignAPI
import CountersignCore
import CountersignKeys
import CountersignMessaging
import Foundation
import Testing

@testable import CountersignServer

/// Live messages over a gateway of somebody else, and what it reports.
@Suite struct GatewayTests {
    private let phone = "+4915112345678"

    private func run(
        _ body: (RunningService, LocalServer, LocalServer, StandardWebhooks) async throws -> Void
    ) async throws {
        let (first, second) = (try LocalServer.start(), try LocalServer.start())
        let secret = newSecret()
        let folder = try await InstalledFolder.found(
            gateways: [("first", first.url), ("second", second.url)],
            secret: secret
        )
        let webhooks = try StandardWebhooks(secret)
        try await RunningService.run(on: folder) { try await body($0, first, second, webhooks) }
        await first.stop()
        await second.stop()
    }

    private func message(of id: String, at gateway: LocalServer) async throws -> GatewayMessage {
        try await eventually("a message at the gateway") {
            gateway.messages.first { $0.confirmation == id }
        }
    }

    private func statuses(of id: String, in running: RunningService) async throws -> [String] {
        try await running.read(id, key: running.liveKey).json["messages"]?.array?
            .compactMap { $0["status"]?.string } ?? []
    }

    private func report(
        _ message: String,
        _ status: String,
        signedBy webhooks: StandardWebhooks?,
        to provider: String = "first",
        body other: String? = nil
    ) -> Request {
        let standard = """
            {"type": "message.status", "timestamp": "\(SystemClock().now().rfc3339)",
             "data": {"message_id": "\(message)", "status": "\(status)", "error": null}}
            """
        var request = Request.post("/v1/callbacks/\(provider)", other ?? standard)
        let fields = webhooks?.headers(
            id: "evt_\(UUID().uuidString)",
            at: SystemClock().now(),
            body: request.body ?? []
        )
        request.fields = (fields ?? []).map { "\($0.name): \($0.value)\r\n" }.joined()
        return request
    }

    @Test func messageIsPostedSignedAsDocumented() async throws {
        try await run { running, gateway, _, webhooks in
            let id = try await running.create(phone, key: running.liveKey)
            let message = try await message(of: id, at: gateway)
            let request = try #require(gateway.requests.first)
            #expect(request.method == "POST" && request.path == "/send")
            #expect(request.headers["content-type"] == "application/json")
            let signed = try webhooks.verify(
                headers: request.headers,
                body: request.body,
                at: SystemClock().now()
            )
            #expect(signed == message.id)
            let data = try #require(message.json["data"])
            #expect(message.json.object?.map(\.name) == ["type", "timestamp", "data"])
            #expect(data["channel"]?.string == "sms")
            #expect(data["to"]?.string == phone)
            #expect(data["ttl_seconds"]?.integer.map { (1...300).contains($0) } == true)
            let shown = try await running.read(id, key: running.liveKey).json
            #expect(data["expires_at"] == shown["expires_at"])
            #expect(message.text.contains("49.99"))
            #expect(shown["match_word"]?.string.map { message.text.contains($0) } == true)
            let code = try #require(message.code)
            let verified = try await running.post(
                "verify",
                id,
                Bodies.verify(code),
                key: running.liveKey
            )
            #expect(verified.status == 200)
        }
    }

    @Test func signedReportsAdvanceTheMessage() async throws {
        try await run { running, gateway, other, webhooks in
            let id = try await running.create(phone, key: running.liveKey)
            let message = try await message(of: id, at: gateway)
            for status in ["sent", "delivered", "read"] {
                let answer = try await running.ask(report(message.id, status, signedBy: webhooks))
                #expect(answer.status == 200)
                #expect(try await statuses(of: id, in: running) == [status])
            }
            let backwards = try await running.ask(report(message.id, "failed", signedBy: webhooks))
            #expect(backwards.status == 200)
            #expect(try await statuses(of: id, in: running) == ["read"])
            #expect(other.requests.isEmpty)
            let status = try await running.read(id, key: running.liveKey).json["status"]?.string
            #expect(status == "pending", "no report approves anything")
        }
    }

    @Test func undeliveredMessageGoesOnToTheNextProviderWithTheSameCode() async throws {
        try await run { running, first, second, webhooks in
            let id = try await running.create(phone, key: running.liveKey)
            let message = try await message(of: id, at: first)
            let request = report(message.id, "undelivered", signedBy: webhooks)
            #expect(try await running.ask(request).status == 200)
            let next = try await self.message(of: id, at: second)
            #expect(next.id != message.id && next.code == message.code)
            #expect(try await running.ask(request).status == 200)
            let after = try await eventually("the second message is accepted") {
                let statuses = try await statuses(of: id, in: running)
                return statuses.last == "accepted" ? statuses : nil
            }
            #expect(after == ["undelivered", "accepted"])
            let sends = try await running.read(id, key: running.liveKey).json["sends"]?.integer
            #expect(sends == 1, "a message that never arrived costs no send")
            #expect(first.messages.count == 1 && second.messages.count == 1)
        }
    }

    @Test func claimOfDeliveryDoesNotStopTheRoute() async throws {
        try await run { running, first, second, webhooks in
            let id = try await running.create(phone, key: running.liveKey)
            let message = try await message(of: id, at: first)
            let report = report(message.id, "delivered", signedBy: webhooks)
            #expect(try await running.ask(report).status == 200)
            #expect(try await statuses(of: id, in: running) == ["delivered"])
            running.clock.advance(seconds: 21)
            let next = try await self.message(of: id, at: second)
            #expect(next.id != message.id && next.code == message.code)
            let after = try await eventually("the second message is accepted") {
                let statuses = try await statuses(of: id, in: running)
                return statuses.last == "accepted" ? statuses : nil
            }
            #expect(after == ["delivered", "accepted"])
        }
    }

    /// The same bytes once more, as somebody who listened could send them.
    @Test func replayedReportChangesNothing() async throws {
        try await run { running, gateway, _, webhooks in
            let id = try await running.create(phone, key: running.liveKey)
            let message = try await message(of: id, at: gateway)
            _ = try await eventually("an accepted message") {
                try await statuses(of: id, in: running) == ["accepted"] ? true : nil
            }
            let sent = report(message.id, "sent", signedBy: webhooks)
            #expect(try await running.ask(sent).status == 200)
            let delivered = report(message.id, "delivered", signedBy: webhooks)
            #expect(try await running.ask(delivered).status == 200)
            let before = try await running.read(id, key: running.liveKey)
            for replayed in [sent, delivered, sent] {
                #expect(try await running.ask(replayed).status == 200)
            }
            #expect(try await running.read(id, key: running.liveKey).body == before.body)
        }
    }

    @Test func doubtfulCallbacksChangeNothing() async throws {
        try await run { running, gateway, _, webhooks in
            let id = try await running.create(phone, key: running.liveKey)
            let message = try await message(of: id, at: gateway)
            let before = try await eventually("an accepted message") {
                try await statuses(of: id, in: running) == ["accepted"]
                    ? try await running.read(id, key: running.liveKey) : nil
            }
            let stranger = try StandardWebhooks(newSecret())
            let unknown = "msg_" + String(repeating: "0", count: 26)
            let rows: [(String, Request, Int)] = [
                ("unsigned", report(message.id, "delivered", signedBy: nil), 401),
                ("forged", report(message.id, "delivered", signedBy: stranger), 401),
                ("no provider", report(message.id, "read", signedBy: webhooks, to: "third"), 404),
                ("not its own", report(message.id, "read", signedBy: webhooks, to: "second"), 404),
                ("no message", report(unknown, "delivered", signedBy: webhooks), 404),
                ("no status", report(message.id, "eaten", signedBy: webhooks), 400),
                ("no JSON", report("", "", signedBy: webhooks, body: "{\"type\": "), 400),
                ("no report", report("", "", signedBy: webhooks, body: "{}"), 400),
                (
                    "oversized",
                    report("", "", signedBy: webhooks, body: String(repeating: " ", count: 65_537)),
                    413
                ),
            ]
            for (name, request, status) in rows {
                let answer = try await running.ask(request)
                #expect(answer.status == status, "\(name): \(answer.text)")
                #expect(answer.header("content-type") == "application/problem+json", "\(name)")
            }
            var old = report(message.id, "delivered", signedBy: nil)
            old.fields = webhooks.headers(
                id: "evt_1",
                at: SystemClock().now().advanced(bySeconds: -301),
                body: old.body ?? []
            ).map { "\($0.name): \($0.value)\r\n" }.joined()
            #expect(try await running.ask(old).status == 401)
            let after = try await running.read(id, key: running.liveKey)
            #expect(after.body == before.body)
            #expect(gateway.messages.count == 1)
            let metrics = try await running.ask(.get("/metrics", key: running.liveKey)).text
            for outcome in ["forged", "malformed", "unknown"] {
                let counted = metrics.split(separator: "\n").contains { line in
                    line.hasPrefix("countersign_delivery_reports_total{provider=\"first\"")
                        && line.contains("outcome=\"\(outcome)\"")
                }
                #expect(counted, "\(outcome)")
            }
        }
    }
}
