import CountersignAPI
import CountersignCore
import CountersignKeys
import CountersignMessaging
import Foundation
import Testing

@testable import CountersignServer

/// Live messages over WhatsApp's Cloud API, with a server of this machine in Meta's place, and what
/// payers answer.
@Suite struct ChatTests {
    private let phone = "+4915112345678"
    private static let secret = "0123456789abcdef0123456789abcdef"

    /// Meta's answer to a message that it takes.
    private static let accepted: @Sendable (HTTPRequest) async -> HTTPResponse = { _ in
        HTTPResponse(
            status: 200,
            headers: [("Content-Type", "application/json")],
            body: Array(#"{"messages":[{"id":"wamid.OURS","message_status":"accepted"}]}"#.utf8)
        )
    }

    private func run(_ body: (RunningService, LocalServer) async throws -> Void) async throws {
        let meta = try LocalServer.start(answer: ChatTests.accepted)
        let folder = try await InstalledFolder.found()
        for name in ["access", "app", "verify"] {
            try folder.world.write(ChatTests.secret + name, to: "secrets/\(name)")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: folder.world.folder + "/secrets/\(name)"
            )
        }
        try folder.world.write(
            """
            {
              listen: "127.0.0.1:0", public_url: "https://confirm.shop.example",
              store: "countersign.sqlite", keys: "keys.json",
              providers: {
                wa: { kind: "whatsapp-cloud", phone_number_id: "106540352242922",
                      base_url: "\(meta.url)", access_token: { file: "secrets/access" },
                      app_secret: { file: "secrets/app" }, verify_token: { file: "secrets/verify" } },
              },
              routes: { default: [{ channel: "whatsapp", providers: ["wa"] }] },
              limits: { connections_per_address: 1000 },
            }
            """,
            to: "countersign.json5"
        )
        try await RunningService.run(on: folder) { try await body($0, meta) }
        await meta.stop()
    }

    private func webhook(_ value: String, secret: String = secret + "app") -> Request {
        let body =
            #"{"object":"whatsapp_business_account","entry":[{"changes":[{"value":\#(value)}]}]}"#
        var request = Request.post("/v1/callbacks/wa", body)
        let mac = SHA256.hmac(key: Array(secret.utf8), Array(body.utf8))
        request.fields = "X-Hub-Signature-256: sha256=\(Hex.encode(mac))\r\n"
        return request
    }

    /// Opens a confirmation whose message Meta has taken.
    private func open(_ running: RunningService) async throws -> String {
        let id = try await running.create(
            phone,
            channels: "[\"whatsapp\"]",
            key: running.liveKey
        )
        _ = try await eventually("an accepted message") {
            try await statuses(of: id, in: running) == ["accepted"] ? true : nil
        }
        return id
    }

    private func statuses(of id: String, in running: RunningService) async throws -> [String] {
        try await running.read(id, key: running.liveKey).json["messages"]?.array?
            .compactMap { $0["status"]?.string } ?? []
    }

    @Test func theSubscriptionIsForWhoeverKnowsTheToken() async throws {
        try await run { running, _ in
            let query = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
            let mine = try await running.ask(
                .get("/v1/callbacks/wa?\(query)\(ChatTests.secret)verify", key: nil)
            )
            #expect(mine.status == 200)
            #expect(mine.text == "1158201444")
            #expect(mine.header("content-type") == "text/plain")
            let guess = try await running.ask(.get("/v1/callbacks/wa?\(query)guess", key: nil))
            #expect(guess.status == 401)
            #expect(!guess.text.contains("1158201444"))
        }
    }

    @Test func aStatusAdvancesTheMessageAndTheirButtonDeniesThePayment() async throws {
        try await run { running, meta in
            let id = try await open(running)
            let sent = try #require(meta.requests.first)
            #expect(sent.path == "/v24.0/106540352242922/messages")
            #expect(sent.headers["authorization"] == "Bearer \(ChatTests.secret)access")
            let request = try JSONReader.read(sent.body)
            #expect(request["to"]?.string == "4915112345678")
            let message = try #require(request["biz_opaque_callback_data"]?.string)
            let status = webhook(
                """
                {"statuses":[{"id":"wamid.OURS","status":"delivered","recipient_id":"4915112345678",\
                "biz_opaque_callback_data":"\(message)"}]}
                """
            )
            #expect(try await running.ask(status).status == 200)
            #expect(try await statuses(of: id, in: running) == ["delivered"])
            let tap = """
                {"messages":[{"from":"4915112345678","id":"wamid.IN","type":"button",\
                "context":{"id":"wamid.OURS"},"button":{"payload":"DID_NOT_REQUEST_CODE"}}]}
                """
            #expect(try await running.ask(webhook(tap, secret: "guess")).status == 401)
            let before = try await running.read(id, key: running.liveKey).json
            #expect(before["status"]?.string == "pending")
            #expect(try await running.ask(webhook(tap)).status == 200)
            #expect(try await running.ask(webhook(tap)).status == 200)
            let after = try await running.read(id, key: running.liveKey).json
            #expect(after["status"]?.string == "denied")
            #expect(after["receipt"]?.string != nil)
            let metrics = try await running.ask(.get("/metrics", key: nil)).text
            let labels = "countersign_payer_replies_total{provider=\"wa\",outcome="
            #expect(metrics.contains(labels + "\"denied\"} 1"))
            #expect(metrics.contains(labels + "\"closed\"} 1"))
        }
    }

    @Test func aTextThatSaysNoDeniesThePayment() async throws {
        try await run { running, _ in
            let id = try await open(running)
            for (text, status) in [("No, wait", "pending"), ("Nein!", "denied")] {
                let message = """
                    {"messages":[{"from":"4915112345678","id":"wamid.IN","type":"text",\
                    "text":{"body":"\(text)"}}]}
                    """
                #expect(try await running.ask(webhook(message)).status == 200)
                let shown = try await running.read(id, key: running.liveKey).json
                #expect(shown["status"]?.string == status)
            }
            #expect(!running.logged.contains("4915112345678"))
            #expect(!running.logged.contains(ChatTests.secret))
        }
    }
}
