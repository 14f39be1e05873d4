import CountersignAPI
import CountersignCore
import CountersignKeys
import Foundation
import Testing

@testable import CountersignServer

/// Notices to an app through Firebase's interface, with a server of this machine in Google's place: it
/// gives tokens for assertions and takes messages, HTTP/1.1.
@Suite struct PushTests {
    private static let device = "device-of-kim-0123456789"
    private static let gone = "device-that-is-gone-012345"

    private static let firebase: @Sendable (HTTPRequest) async -> HTTPResponse = { request in
        func answer(_ status: Int, _ json: String) -> HTTPResponse {
            HTTPResponse(
                status: status,
                headers: [("Content-Type", "application/json")],
                body: Array(json.utf8)
            )
        }
        if request.path == "/token" {
            return answer(200, #"{"access_token":"ya29.test","expires_in":3599}"#)
        }
        guard request.path == "/v1/projects/shop-project/messages:send",
            request.headers["authorization"] == "Bearer ya29.test",
            let message = (try? JSONReader.read(request.body))?["message"]
        else {
            return answer(401, #"{"error":{"code":401,"status":"UNAUTHENTICATED"}}"#)
        }
        guard message["token"]?.string == device else {
            return answer(
                404,
                #"{"error":{"code":404,"status":"NOT_FOUND","details":[{"errorCode":"UNREGISTERED"}]}}"#
            )
        }
        return answer(200, #"{"name":"projects/shop-project/messages/0:1"}"#)
    }

    private func run(
        _ body: (RunningService, LocalServer, LocalServer) async throws -> Void
    ) async throws {
        let (gateway, google) = (
            try LocalServer.start(), try LocalServer.start(answer: PushTests.firebase)
        )
        let folder = try await InstalledFolder.found(
            gateways: [("gateway", gateway.url)],
            policy: "policy \"Push\"\ndefaults\n    channels push, sms\notherwise confirm\n"
        )
        var account = JSONWriter()
        account.beginObject()
        account.member("project_id", "shop-project")
        account.member("private_key_id", "key-1")
        account.member(
            "private_key",
            String(decoding: WirePrivateKey.newRSAPEM(), as: UTF8.self)
        )
        account.member("client_email", "sender@shop-project.example")
        account.member("token_uri", google.url + "/token")
        account.endObject()
        for (name, text) in [("firebase", String(decoding: account.bytes, as: UTF8.self))] {
            try folder.world.write(text, to: "secrets/\(name)")
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
                gateway: { kind: "webhook", channel: "sms", url: "\(gateway.url)/send",
                    secret: { file: "secrets/gateway" } },
                firebase: { kind: "fcm", base_url: "\(google.url)",
                    service_account: { file: "secrets/firebase" } },
              },
              routes: { default: [{ channel: "push", providers: ["firebase"] },
                  { channel: "sms", providers: ["gateway"] }] },
            }
            """,
            to: "countersign.json5"
        )
        try await RunningService.run(on: folder) { try await body($0, gateway, google) }
        await gateway.stop()
        await google.stop()
    }

    private func create(
        _ token: String,
        phone: String? = nil,
        in running: RunningService
    ) async throws -> Answer {
        let number = phone.map { "\"phone\": \"\($0)\", " } ?? ""
        let body = """
            {"amount": \(Bodies.amount), "reference": "order-1234", "recipient": {\(number)\
            "push": {"platform": "fcm", "token": "\(token)"}, "locale": "en"}}
            """
        return try await running.ask(
            .post("/v1/confirmations", key: running.liveKey, once: UUID().uuidString, body)
        )
    }

    @Test func payerConfirmsWithTheCodeThatTheAppGot() async throws {
        try await run { running, gateway, google in
            let created = try await create(PushTests.device, in: running)
            #expect(created.status == 201, "\(created.text)")
            let push = created.json["recipient"]?["push"]
            #expect(push == parsed(#"{"platform": "fcm", "token": "•••6789"}"#))
            let id = try #require(created.json["id"]?.string)
            let sent = try await eventually("a notice") {
                google.requests.first { $0.path.hasSuffix("messages:send") }
            }
            let message = try #require(try JSONReader.read(sent.body)["message"])
            #expect(message["data"]?["id"]?.string == id)
            let code = try #require(message["data"]?["code"]?.string)
            let notification = try #require(message["notification"])
            #expect(notification["title"]?.string == "Confirm your payment")
            #expect(notification["body"]?.string?.contains("€49.99 to Acme Shoes") == true)
            #expect(notification["body"]?.string?.contains(code) == false)
            let approved = try await running.post(
                "verify",
                id,
                Bodies.verify(code),
                key: running.liveKey
            )
            #expect(approved.status == 200, "\(approved.text)")
            let receipt = try #require(approved.json["receipt"]?.string)
            let verified = try await running.ask(
                .post("/v1/receipts/verify", key: running.liveKey, "{\"receipt\": \"\(receipt)\"}")
            )
            let payload = try #require(verified.json["receipt"])
            #expect(payload["channel"]?.string == "push")
            #expect(
                payload["assurance"]
                    == parsed(#"{"restricted_network": false, "encrypted": false, "lower": true}"#)
            )
            #expect(gateway.messages.isEmpty)
            #expect(!running.logged.contains(code) && !running.logged.contains(PushTests.device))
        }
    }

    @Test func appThatIsGoneIsLeftAtOnceForTheNextChannel() async throws {
        try await run { running, gateway, google in
            let created = try await create(PushTests.gone, phone: "+4915112345678", in: running)
            let id = try #require(created.json["id"]?.string)
            _ = try await eventually("a text message") { gateway.messages.first }
            let read = try await eventually("both messages") {
                let answer = try await running.read(id, key: running.liveKey).json
                return answer["messages"]?.array?.last?["status"]?.string == "accepted"
                    ? answer : nil
            }
            let messages = try #require(read["messages"]?.array)
            #expect(messages.map { $0["channel"]?.string } == ["push", "sms"])
            #expect(messages[0]["status"]?.string == "failed")
            #expect(messages[0]["failure"]?.string == "code UNREGISTERED")
            let tries = google.requests.filter { $0.path.hasSuffix("messages:send") }
            #expect(tries.count == 1, "no retry")
        }
    }

    @Test(
        arguments: [
            (#"{"push": {"platform": "gcm", "token": "abc"}}"#, "#/recipient/push/platform"),
            (#"{"push": {"platform": "apns", "token": "xyz"}}"#, "#/recipient/push/token"),
            (#"{"push": {"platform": "fcm"}}"#, "#/recipient/push/token"),
            (#"{"push": {"platform": "fcm", "token": "a b"}}"#, "#/recipient/push/token"),
            (#"{"push": {"platform": "fcm", "token": "a", "id": 1}}"#, "#/recipient/push/id"),
            (#"{"push": "abc"}"#, "#/recipient/push"), (#"{"locale": "en"}"#, "#/recipient"),
        ]
    )
    func addressThatIsNoneIsRefusedAtItsPlace(recipient: String, pointer: String) async throws {
        try await RunningService.run { running in
            let body = """
                {"amount": \(Bodies.amount), "reference": "order-1234", "recipient": \(recipient)}
                """
            let answer = try await running.ask(
                .post("/v1/confirmations", key: running.testKey, once: UUID().uuidString, body)
            )
            #expect(answer.status == 422, "\(answer.text)")
            let errors = try #require(answer.json["errors"]?.array)
            #expect(errors.map { $0["pointer"]?.string } == [pointer])
        }
    }

    /// A test key's notice comes to the simulated app, where the merchant reads its code.
    @Test(arguments: [
        ("fcm", "device-of-kim-0123456789"),
        ("apns", String(repeating: "0123456789abcdef", count: 4)),
    ])
    func testKeysNoticeArrivesAtTheSimulatedApp(platform: String, token: String) async throws {
        let folder = try await InstalledFolder.found(
            gateways: [("gateway", "http://127.0.0.1:9")],
            policy: "policy \"Push\"\ndefaults\n    channels push, sms\notherwise confirm\n"
        )
        try await RunningService.run(on: folder) { running in
            let body = """
                {"amount": \(Bodies.amount), "reference": "order-1234", "recipient": \
                {"push": {"platform": "\(platform)", "token": "\(token)"}, "locale": "en"}}
                """
            let created = try await running.ask(
                .post("/v1/confirmations", key: running.testKey, once: UUID().uuidString, body)
            )
            #expect(created.status == 201, "\(created.text)")
            let id = try #require(created.json["id"]?.string)
            let path = "/v1/test/messages?to=\(platform):\(token)"
            let message = try await eventually("a notice on the simulated app") {
                let answer = try await running.ask(.get(path, key: running.testKey))
                return answer.json["messages"]?.array?.first
            }
            #expect(message["channel"]?.string == "push")
            let text = try #require(message["text"]?.string)
            #expect(text.hasPrefix("Confirm your payment\n"))
            let code = try #require(codes(in: text).first)
            let approved = try await running.post(
                "verify",
                id,
                Bodies.verify(code),
                key: running.testKey
            )
            #expect(approved.status == 200, "\(approved.text)")
            #expect(!running.logged.contains(code) && !running.logged.contains(token))
        }
    }
}
