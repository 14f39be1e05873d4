import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// Codes that go out by mail, over a mail server's socket.
@Suite struct MailTests {
    private let address = "kim@mail.example"

    private func run(
        _ body: (RunningService, LocalServer, LocalMailServer) async throws -> Void
    ) async throws {
        let (gateway, mail) = (try LocalServer.start(), try LocalMailServer())
        let folder = try await InstalledFolder.found(
            gateways: [("gateway", gateway.url)],
            mail: mail.url,
            policy: """
                policy "With mail"
                defaults
                    channels sms, email
                    at most 3 sends, 5 seconds apart
                    match word
                otherwise confirm
                """
        )
        try await RunningService.run(on: folder) { try await body($0, gateway, mail) }
        await gateway.stop()
        mail.stop()
    }

    private func create(_ recipient: String, in running: RunningService) async throws -> Answer {
        let body = """
            {"amount": \(Bodies.amount), "reference": "order-1234", "recipient": \(recipient)}
            """
        return try await running.ask(
            .post("/v1/confirmations", key: running.liveKey, once: UUID().uuidString, body)
        )
    }

    private func mail(_ number: Int, at server: LocalMailServer) async throws -> TakenMail {
        try await eventually("mail \(number)") {
            server.mails.count >= number ? server.mails[number - 1] : nil
        }
    }

    /// Asks with a code and checks what the receipt says of the channel.
    private func approve(_ id: String, _ code: String, in running: RunningService) async throws {
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
        #expect(payload["channel"]?.string == "email")
        #expect(payload["provider"]?.string == "mail")
        #expect(
            payload["assurance"]
                == parsed(#"{"restricted_network": false, "encrypted": false, "lower": true}"#)
        )
        #expect(payload["shown"]?["surface"]?.string == "message")
    }

    @Test func payerWithNothingButAnAddressConfirmsByMail() async throws {
        try await run { running, gateway, server in
            let created = try await create(
                "{\"email\": \"\(address)\", \"locale\": \"en\"}",
                in: running
            )
            #expect(created.status == 201)
            let id = try #require(created.json["id"]?.string)
            let mail = try await mail(1, at: server)
            #expect(mail.to == address)
            #expect(mail.head.contains("From: <pay@shop.example>"))
            #expect(mail.head.contains("To: <\(address)>"))
            #expect(mail.head.contains("Subject: Confirm your payment to Acme Shoes\r\n"))
            #expect(mail.text.contains("You are about to pay €49.99 to Acme Shoes."))
            let word = try #require(created.json["match_word"]?.string)
            #expect(mail.text.contains("the word \(word)"))
            let code = try #require(mail.code)
            #expect(!mail.head.contains(code))
            let wrong = try await running.post(
                "verify",
                id,
                Bodies.verify(Bodies.wrong(code)),
                key: running.liveKey
            )
            #expect(wrong.problem == "wrong-code")
            try await approve(id, code, in: running)
            #expect(gateway.requests.isEmpty && server.mails.count == 1)
            #expect(!running.logged.contains(code) && !running.logged.contains(address))
        }
    }

    @Test func resendByMailCarriesTheSameCode() async throws {
        try await run { running, gateway, server in
            let created = try await create(
                "{\"phone\": \"+4915112345678\", \"email\": \"\(address)\", \"locale\": \"de\"}",
                in: running
            )
            let id = try #require(created.json["id"]?.string)
            let text = try await eventually("a text message") { gateway.messages.first }
            running.clock.advance(seconds: 6)
            let again = try await running.post(
                "resend",
                id,
                "{\"channel\": \"email\"}",
                key: running.liveKey
            )
            #expect(again.status == 202 || again.status == 200, "\(again.text)")
            let mail = try await mail(1, at: server)
            #expect(mail.code == text.code)
            #expect(mail.text.contains("Sie sind dabei, 49,99\u{A0}€ an Acme Shoes zu zahlen."))
            try await approve(id, try #require(mail.code), in: running)
        }
    }

    @Test func amendedPaymentIsToldByMailWithANewCode() async throws {
        try await run { running, _, server in
            let created = try await create(
                "{\"email\": \"\(address)\", \"locale\": \"en\"}",
                in: running
            )
            let id = try #require(created.json["id"]?.string)
            let first = try await mail(1, at: server)
            running.clock.advance(seconds: 6)
            let amended = try await running.post(
                "amend",
                id,
                "{\"amount\": {\"value\": 5999, \"currency\": \"EUR\"}}",
                key: running.liveKey
            )
            #expect(amended.status == 200, "\(amended.text)")
            let second = try await mail(2, at: server)
            #expect(second.head.contains("Subject: Your payment to Acme Shoes has changed\r\n"))
            #expect(second.text.contains("pay €59.99 to Acme Shoes; before, it was €49.99."))
            #expect(second.code != first.code)
            let verified = try await running.post(
                "verify",
                id,
                Bodies.verify(
                    try #require(second.code),
                    amount: "{\"value\": 5999, \"currency\": \"EUR\"}"
                ),
                key: running.liveKey
            )
            #expect(verified.status == 200, "\(verified.text)")
        }
    }
}
