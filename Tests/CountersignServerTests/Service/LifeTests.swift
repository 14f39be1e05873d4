import CountersignCore
import CountersignMessaging
import Foundation
import Synchronization
import Testing

@testable import CountersignServer

/// One payment after the other over real sockets, as api.md promises them.
@Suite struct LifeTests {
    /// The request of api.md, word for word but for its channels.
    private static let create = """
        {
          "amount": {"value": 4999, "currency": "EUR"},
          "reference": "order-1234",
          "recipient": {"phone": "+4915112345678", "email": "kim@example.com", "locale": "de-DE", "customer": "customer-77"},
          "payee": "Acme Shoes",
          "purpose": "payment",
          "bound": "exact",
          "channels": ["whatsapp", "sms"],
          "origin": "shop.example",
          "signals": {"ip": "203.0.113.9", "ip_country": "DE", "device_known": true},
          "metadata": {"cart": "c-99"}
        }
        """
    /// The members of api.md's answer, in its order.
    private static let names = [
        "id", "status", "purpose", "amount", "bound", "payee", "reference", "recipient",
        "decision", "context", "generation", "match_word", "attempts_left", "sends",
        "resend_after", "created_at", "expires_at", "messages", "metadata",
    ]

    @Test func createdConfirmationIsAnsweredMemberByMember() async throws {
        try await RunningService.run { running in
            let answer = try await running.ask(
                .post("/v1/confirmations", key: running.testKey, once: "k1", LifeTests.create)
            )
            #expect(answer.status == 201)
            let json = answer.json
            #expect(answer.names == LifeTests.names)
            let id = try #require(json["id"]?.string)
            #expect(answer.header("location") == "/v1/confirmations/\(id)")
            #expect(answer.header("content-type") == "application/json")
            #expect(id.hasPrefix("cnf_") && id.utf8.count == 30)
            #expect(json["status"]?.string == "pending")
            #expect(json["purpose"]?.string == "payment")
            #expect(json["amount"] == parsed(Bodies.amount))
            #expect(json["bound"]?.string == "exact")
            #expect(json["payee"]?.string == "Acme Shoes")
            #expect(json["reference"]?.string == "order-1234")
            #expect(
                json["recipient"]
                    == parsed(
                        "{\"phone\": \"+49•••••••678\", \"email\": \"k•••@example.com\", "
                            + "\"locale\": \"de-DE\", \"customer\": \"customer-77\"}"
                    )
            )
            #expect(json["decision"]?["outcome"]?.string == "confirm")
            #expect(json["decision"]?["policy"]?.string == "Everyday checkout")
            #expect(json["decision"]?["version"]?.string == "1")
            #expect(json["decision"]?["rule"]?.string == "otherwise")
            #expect(json["decision"]?["reasons"]?.array?.isEmpty == false)
            #expect(json["generation"]?.integer == 0)
            #expect(json["attempts_left"]?.integer == 5)
            #expect(json["sends"]?.integer == 1)
            #expect(json["match_word"]?.string?.isEmpty == false)
            let created = try #require(json["created_at"]?.string.flatMap { Instant(rfc3339: $0) })
            #expect(json["resend_after"]?.string == created.advanced(bySeconds: 30).rfc3339)
            #expect(json["expires_at"]?.string == created.advanced(bySeconds: 300).rfc3339)
            #expect(json["metadata"] == parsed("{\"cart\": \"c-99\"}"))
            let messages = try #require(json["messages"]?.array)
            #expect(messages.count == 1)
            #expect(
                messages[0].object?.map(\.name) == ["id", "channel", "provider", "status", "at"]
            )
            #expect(messages[0]["channel"]?.string == "whatsapp")
            #expect(messages[0]["status"]?.string == "queued")
            try contextHolds(json)
        }
    }

    /// The context as any other program would read it.
    private func contextHolds(_ json: JSONValue) throws {
        let parts = try #require(json["context"]?.string).split(separator: ".").map {
            Base64URL.decode(String($0)) ?? []
        }
        try #require(parts.count == 3)
        let header = try JSONReader.read(parts[0])
        #expect(header.object?.map(\.name) == ["alg", "kid", "typ"])
        #expect(header["alg"]?.string == "HS256")
        #expect(header["typ"]?.string == "countersign-context+jwt")
        let payload = try JSONReader.read(parts[1])
        #expect(try CanonicalJSON.bytes(of: payload) == parts[1])
        #expect(payload["id"] == json["id"])
        #expect(payload["amount"]?.string == "4999")
        #expect(payload["merchant"]?.string == "acme-shoes")
        #expect(parts[2].count == 32)
    }

    @Test(arguments: ["sms", "whatsapp"])
    func messageIsDeliveredAndItsCodeApprovesOnce(channel: String) async throws {
        try await RunningService.run { running in
            let phone = "+4915112345678"
            let id = try await running.create(phone, channels: "[\"\(channel)\"]")
            let code = try await running.codesOnPhone(phone)[0]
            let delivered = try await eventually("a delivered message") {
                let answer = try await running.read(id)
                let status = answer.json["messages"]?.array?.first?["status"]?.string
                return ["delivered", "read"].contains(status ?? "") ? answer : nil
            }
            #expect(delivered.json["status"]?.string == "pending")

            let other = try await running.post(
                "verify",
                id,
                Bodies.verify(code, amount: "{\"value\": 5000, \"currency\": \"EUR\"}")
            )
            #expect(other.status == 409 && other.problem == "transaction-changed")
            #expect(other.json["changed"] == .array([.string("amount")]))
            let wrong = try await running.post("verify", id, Bodies.verify(Bodies.wrong(code)))
            #expect(wrong.status == 422 && wrong.problem == "wrong-code")
            #expect(wrong.json["attempts_left"]?.integer == 4)
            #expect(wrong.header("content-type") == "application/problem+json")

            let right = try await running.post("verify", id, Bodies.verify(code), once: "v1")
            #expect(right.status == 200 && right.json["status"]?.string == "approved")
            #expect(right.header("idempotent-replayed") == nil)
            let again = try await running.post("verify", id, Bodies.verify(code), once: "v1")
            #expect(again.status == 200 && again.body == right.body)
            #expect(again.header("idempotent-replayed") == "true")
            let used = try await running.post("verify", id, Bodies.verify(code))
            #expect(used.status == 409 && used.problem == "already-used")
            try await receiptHolds(right, of: id, in: running)
        }
    }

    private func receiptHolds(
        _ approved: Answer,
        of id: String,
        in running: RunningService
    ) async throws {
        let receipt = try #require(approved.json["receipt"]?.string)
        let verified = try await running.ask(
            .post("/v1/receipts/verify", key: running.testKey, "{\"receipt\": \"\(receipt)\"}")
        )
        #expect(verified.status == 200 && verified.json["valid"] == .bool(true))
        let payload = verified.json["receipt"]
        #expect(payload?["outcome"]?.string == "approved")
        #expect(payload?["id"]?.string == id)
        #expect(payload?["amount"]?.string == "4999")
        #expect(payload?["attempts"]?.integer == 2)
        #expect(payload?["confirmed_by"]?.string == "code")
        #expect(payload?["iss"]?.string == "https://confirm.shop.example")
        let jwks = try await running.ask(.get("/.well-known/jwks.json"))
        #expect(jwks.status == 200)
        let keys = try #require(jwks.json["keys"]?.array)
        #expect(keys.count == 1 && keys[0]["crv"]?.string == "Ed25519")
        #expect(keys[0]["d"] == nil)
        let forged = String(receipt.dropLast(4)) + "AAAA"
        let refused = try await running.ask(
            .post("/v1/receipts/verify", key: running.testKey, "{\"receipt\": \"\(forged)\"}")
        )
        #expect((400...499).contains(refused.status))
    }

    @Test func contextStandsForTheWholePayment() async throws {
        try await RunningService.run { running in
            let phone = "+4915112345678"
            let id = try await running.create(phone)
            let code = try await running.codesOnPhone(phone)[0]
            let context = try #require(try await running.read(id).json["context"]?.string)
            let changed = try await running.post(
                "verify",
                id,
                "{\"code\": \"\(code)\", \"context\": \"\(context.dropLast(2))AA\"}"
            )
            #expect(changed.status == 409 && changed.problem == "transaction-changed")
            // Spaces, hyphens and full-width digits are how people type.
            let typed = code.unicodeScalars.map { scalar in
                Unicode.Scalar(scalar.value - 0x30 + 0xFF10).map { "\($0)" } ?? ""
            }.joined(separator: " ")
            let right = try await running.post(
                "verify",
                id,
                "{\"code\": \"\(typed)\", \"context\": \"\(context)\"}"
            )
            #expect(right.status == 200)
        }
    }

    @Test func longPollEndsWithTheVerificationAndNotBefore() async throws {
        try await RunningService.run { running in
            let phone = "+4915112345678"
            let id = try await running.create(phone)
            let other = try await running.create("+4915112345679")
            let code = try await running.codesOnPhone(phone)[0]
            let ended = Ended()
            async let held = hold(id, seconds: 55, in: running, ended)
            async let heldToTheEnd = hold(other, seconds: 10, in: running, ended)
            for _ in 0..<5 { #expect(try await running.read(id).status == 200) }
            #expect(ended.ids.withLock { $0.isEmpty })
            let right = try await running.post("verify", id, Bodies.verify(code))
            #expect(right.status == 200)
            let answer = try await held
            #expect(answer.json["status"]?.string == "approved")
            #expect(answer.json["receipt"] == right.json["receipt"])
            #expect(try await heldToTheEnd.json["status"]?.string == "pending")
            #expect(ended.ids.withLock { $0 } == [id, other])
        }
    }

    /// Ids of confirmations in the order in which their polls ended.
    private final class Ended: Sendable {
        let ids = Mutex<[String]>([])
    }

    private func hold(
        _ id: String,
        seconds: Int,
        in running: RunningService,
        _ ended: Ended
    ) async throws -> Answer {
        let path = "/v1/confirmations/\(id)?wait=\(seconds)"
        let answer = try await running.ask(.get(path, key: running.testKey))
        ended.ids.withLock { $0.append(id) }
        return answer
    }

    @Test func repeatedCreateIsAnsweredFromTheStoreAndSendsNothing() async throws {
        try await RunningService.run { running in
            let phone = "+4915112345678"
            let body = Bodies.create(phone)
            let request = Request.post("/v1/confirmations", key: running.testKey, once: "k", body)
            let first = try await running.ask(request)
            let second = try await running.ask(request)
            #expect(first.status == 201 && second.status == 201)
            #expect(second.body == first.body)
            #expect(second.header("location") == first.header("location"))
            #expect(second.header("idempotent-replayed") == "true")
            let other = Bodies.create(phone, reference: "order-2")
            let reused = try await running.ask(
                .post("/v1/confirmations", key: running.testKey, once: "k", other)
            )
            #expect(reused.status == 422 && reused.problem == "idempotency-key-reused")
            let keyless = try await running.ask(
                .post("/v1/confirmations", key: running.testKey, body)
            )
            #expect(keyless.status == 400 && keyless.problem == "idempotency-key-missing")
            let list = try await running.ask(.get("/v1/confirmations", key: running.testKey))
            #expect(list.json["confirmations"]?.array?.count == 1)
            #expect(try await running.codesOnPhone(phone).count == 1)
        }
    }
}
