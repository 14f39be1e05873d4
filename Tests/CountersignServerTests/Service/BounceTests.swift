import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// Mails that come back: the operator's mail server hands them to the callback of the mail provider.
@Suite struct BounceTests {
    private func run(
        _ body: (RunningService, LocalServer, LocalMailServer) async throws -> Void
    ) async throws {
        let (gateway, mail) = (try LocalServer.start(), try LocalMailServer())
        let folder = try await InstalledFolder.found(
            gateways: [("gateway", gateway.url)],
            policy: "policy \"Mail\"\ndefaults\n    channels email, sms\notherwise confirm\n"
        )
        try folder.world.write("sixteen bytes & a treasure", to: "secrets/bounces")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600],
            ofItemAtPath: folder.world.folder + "/secrets/bounces"
        )
        try folder.world.write(
            """
            {
              listen: "127.0.0.1:0", public_url: "https://confirm.shop.example",
              store: "countersign.sqlite", keys: "keys.json",
              providers: {
                gateway: { kind: "webhook", channel: "sms", url: "\(gateway.url)/send",
                    secret: { file: "secrets/gateway" } },
                mail: { kind: "smtp", url: "\(mail.url)", from: "pay@shop.example",
                    bounce: "bounces@shop.example", callback_secret: { file: "secrets/bounces" } },
              },
              routes: { default: [{ channel: "email", providers: ["mail"] },
                  { channel: "sms", providers: ["gateway"] }] },
            }
            """,
            to: "countersign.json5"
        )
        try await RunningService.run(on: folder) { try await body($0, gateway, mail) }
        await gateway.stop()
        mail.stop()
    }

    /// What a mail server writes when it gives up on an address.
    ///
    /// Source: RFC 3464.
    private func bounce(to address: String) -> Request {
        let mail = """
            From: MAILER-DAEMON@mx.example.net
            To: \(address)
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: text/plain

            It did not arrive.
            --b1
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; kim@mail.example
            Action: failed
            Status: 5.1.1

            --b1--

            """
        var request = Request.post("/v1/callbacks/mail", mail.replacing("\n", with: "\r\n"))
        request.type = "message/rfc822"
        return request
    }

    @Test func mailThatComesBackMovesThePaymentToTheNextChannel() async throws {
        try await run { running, gateway, server in
            let body = """
                {"amount": \(Bodies.amount), "reference": "order-1234", "recipient": \
                {"email": "kim@mail.example", "phone": "+4915112345678", "locale": "en"}}
                """
            let created = try await running.ask(
                .post("/v1/confirmations", key: running.liveKey, once: UUID().uuidString, body)
            )
            let id = try #require(created.json["id"]?.string, "\(created.text)")
            let mail = try await eventually("a mail") { server.mails.first }
            func statuses() async throws -> [String] {
                try await running.read(id, key: running.liveKey).json["messages"]?.array?
                    .compactMap { $0["status"]?.string } ?? []
            }
            _ = try await eventually("the hand-over in the store") {
                try await statuses() == ["accepted"] ? true : nil
            }
            #expect(mail.from.hasPrefix("bounces+msg_"))
            let at = try #require(mail.from.firstIndex(of: "@"))
            let digit = mail.from[mail.from.index(before: at)] == "0" ? "1" : "0"
            let forged = mail.from.prefix(upTo: at).dropLast() + digit + mail.from[at...]
            for address in [String(forged), "bounces@shop.example"] {
                let answer = try await running.ask(bounce(to: address))
                #expect(answer.status == 401, "\(answer.text)")
            }
            #expect(try await statuses() == ["accepted"])
            #expect(try await running.ask(bounce(to: mail.from)).status == 200)
            let text = try await eventually("a text message") { gateway.messages.first }
            #expect(text.code == mail.code)
            _ = try await eventually("the next channel") {
                try await statuses() == ["undelivered", "accepted"] ? true : nil
            }
            // The same bounce again changes nothing.
            #expect(try await running.ask(bounce(to: mail.from)).status == 200)
            #expect(try await statuses() == ["undelivered", "accepted"])
            #expect(gateway.messages.count == 1)
        }
    }
}
