import CountersignAPI
import CountersignCore
import CountersignKeys
import CountersignMessaging
import Foundation
import Testing

@testable import CountersignServer

/// A delivery report over the socket and on the command line, of the same running service.
@Suite struct DeliveryReportTests {
    @Test func theServiceAndTheCommandTellTheSame() async throws {
        let gateway = try LocalServer.start()
        let secret = newSecret()
        let folder = try await InstalledFolder.found(
            gateways: [("first", gateway.url)],
            secret: secret
        )
        let webhooks = try StandardWebhooks(secret)
        try await RunningService.run(on: folder) { running in
            let made = try await folder.command(
                "keys",
                "api",
                "create",
                "acme-shoes",
                "--scope",
                "read",
                "--json"
            )
            let readKey = try #require(made["secret"]?.string)
            let id = try await running.create("+4366412345678", key: running.liveKey)
            let message = try await eventually("a message at the gateway") {
                gateway.messages.first { $0.confirmation == id }
            }
            _ = try await eventually("the hand-over in the store") {
                let read = try await running.read(id, key: running.liveKey).json
                return read["messages"]?.array?.first?["status"]?.string == "accepted" ? true : nil
            }
            try await report(message.id, signedBy: webhooks, to: running)
            let code = try #require(codes(in: message.text).first)
            let verified = try await running.post(
                "verify",
                id,
                Bodies.verify(code),
                key: running.liveKey
            )
            #expect(verified.status == 200, "\(verified.text)")
            // Both ends are whole seconds: the last one lies ahead.
            let now = running.clock.now()
            let range = (now.advanced(bySeconds: -60).rfc3339, now.advanced(bySeconds: 60).rfc3339)
            let answer = try await running.ask(
                .get("/v1/delivery?since=\(range.0)&until=\(range.1)", key: readKey)
            )
            #expect(answer.status == 200, "\(answer.text)")
            let row = try #require(answer.json["rows"]?.array?.first)
            #expect(row["country"]?.string == "AT")
            #expect(row["provider"]?.string == "first")
            for name in ["queued", "accepted", "sent", "delivered", "confirmed"] {
                #expect(row[name]?.integer == 1, "\(name)")
            }
            #expect(row["milliseconds_to_deliver"]?["count"]?.integer == 1)
            #expect(row["claims"]?["judged"]?.integer == 1)
            let printed = try await folder.command(
                "report",
                "delivery",
                "--since",
                range.0,
                "--until",
                range.1,
                "--merchant",
                "acme-shoes",
                "--json"
            )
            #expect(printed == answer.json)
            let refused = try await running.ask(.get("/v1/delivery", key: running.liveKey))
            #expect(refused.status == 403)
            let metrics = try await running.ask(.get("/metrics")).text
            #expect(
                metrics.contains(#"countersign_messages_total{channel="sms",status="delivered"} 1"#)
            )
            #expect(metrics.contains(#"countersign_approval_seconds_count{channel="sms"} 1"#))
        }
        await gateway.stop()
    }

    private func report(
        _ message: String,
        signedBy webhooks: StandardWebhooks,
        to running: RunningService
    ) async throws {
        let now = SystemClock().now()
        let body = """
            {"type": "message.status", "timestamp": "\(now.rfc3339)",
             "data": {"message_id": "\(message)", "status": "delivered", "error": null}}
            """
        var request = Request.post("/v1/callbacks/first", body)
        let fields = webhooks.headers(
            id: "evt_\(UUID().uuidString)",
            at: now,
            body: request.body ?? []
        )
        request.fields = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        #expect(try await running.ask(request).status == 200)
    }
}
