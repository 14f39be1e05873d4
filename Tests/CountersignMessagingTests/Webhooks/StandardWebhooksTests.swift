import CountersignCore
import CountersignMessaging
import Testing

@Suite struct StandardWebhooksTests {
    @Test func signaturesEqualThePublishedOnes() throws {
        let file = try Samples.vectors("webhook-vectors")
        let webhooks = try webhooks([file["secret"]?.string])
        let cases = try #require(file["cases"]?.array)
        #expect(cases.count == 3)
        for vector in cases {
            let headers = webhooks.headers(
                id: try #require(vector["webhookId"]?.string),
                at: Instant(seconds: try #require(vector["webhookTimestamp"]?.integer)),
                body: Array(try #require(vector["body"]?.string).utf8)
            )
            #expect(headers.last?.value == vector["signatureV1"]?.string)
        }
    }

    @Test func publishedCasesAreTakenOrRefusedAsTheySay() throws {
        let file = try Samples.vectors("signature-vectors")
        let cases = try #require(file["standard_webhooks"]?["cases"]?.array)
        var seenCount = 0
        for vector in cases {
            let texts = vector["secrets"]?.array?.map(\.string) ?? [vector["secret"]?.string]
            // The asymmetric case has no shared secret: to this receiver its version is unknown.
            let shared = texts.compactMap { $0 }
            let secrets =
                shared.isEmpty ? [String(decoding: Samples.secret, as: UTF8.self)] : shared
            let isValid = vector["valid"]?.bool == true && !shared.isEmpty
            for secret in secrets {
                let headers = [
                    "webhook-id": try #require(vector["webhook_id"]?.string),
                    "webhook-timestamp": try #require(vector["webhook_timestamp"]?.string),
                    "webhook-signature": try #require(vector["webhook_signature"]?.string),
                ]
                let body = Array(try #require(vector["body"]?.string).utf8)
                let receiver = try webhooks([secret])
                let id = try? receiver.verify(headers: headers, body: body, at: Samples.now)
                #expect(id == (isValid ? headers["webhook-id"] : nil))
                seenCount += 1
            }
        }
        #expect(seenCount == cases.count + 1)
    }

    @Test func severalSecretsGiveSeveralSignaturesAndEitherIsAccepted() throws {
        let old = try #require(WebhookSecret(bytes: [UInt8](repeating: 1, count: 24)))
        let new = try #require(WebhookSecret(bytes: [UInt8](repeating: 2, count: 64)))
        let both = StandardWebhooks(secrets: [new, old], crypto: ReferenceCrypto.webhooks)
        let headers = Dictionary(
            uniqueKeysWithValues: both.headers(id: "evt_1", at: Samples.now, body: [1]).map {
                ($0, $1)
            }
        )
        #expect(headers["webhook-signature"]?.split(separator: " ").count == 2)
        for secret in [old, new] {
            let receiver = StandardWebhooks(secrets: [secret], crypto: ReferenceCrypto.webhooks)
            #expect(try receiver.verify(headers: headers, body: [1], at: Samples.now) == "evt_1")
            #expect(throws: CallbackFault.forged) {
                try receiver.verify(headers: headers, body: [2], at: Samples.now)
            }
        }
    }

    @Test(arguments: [(-301, false), (-300, true), (0, true), (300, true), (301, false)])
    func aTimestampFiveMinutesAwayIsTheLast(offsetSeconds: Int, isAccepted: Bool) throws {
        let webhooks = try webhooks([String(decoding: Samples.secret, as: UTF8.self)])
        let headers = Dictionary(
            uniqueKeysWithValues: webhooks.headers(id: "evt_1", at: Samples.now, body: [])
                .map { ($0, $1) }
        )
        let then = Samples.now.advanced(bySeconds: offsetSeconds)
        #expect(((try? webhooks.verify(headers: headers, body: [], at: then)) != nil) == isAccepted)
    }

    @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
    func aMissingHeaderIsForged(name: String) throws {
        let webhooks = try webhooks([String(decoding: Samples.secret, as: UTF8.self)])
        var headers = Dictionary(
            uniqueKeysWithValues: webhooks.headers(id: "evt_1", at: Samples.now, body: [])
                .map { ($0, $1) }
        )
        headers[name] = nil
        #expect(throws: CallbackFault.forged) {
            try webhooks.verify(headers: headers, body: [], at: Samples.now)
        }
    }

    @Test func aFullStopInTheIdCannotMoveIntoTheTimestamp() throws {
        let webhooks = try webhooks([String(decoding: Samples.secret, as: UTF8.self)])
        var headers = Dictionary(
            uniqueKeysWithValues: webhooks.headers(
                id: "evt_1",
                at: Samples.now,
                body: Array("1767225600.x".utf8)
            ).map { ($0, $1) }
        )
        headers["webhook-id"] = "evt_1.1767225600"
        #expect(throws: CallbackFault.forged) {
            try webhooks.verify(headers: headers, body: Array("x".utf8), at: Samples.now)
        }
    }

    @Test(arguments: [
        "whsec_", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRY=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=",
    ])
    func aSecretThatIsNotExactlyOneIsRefused(text: String) {
        #expect(WebhookSecret(text) == nil)
    }

    @Test func aSecretPrintsItselfOnlyWhenAsked() throws {
        let text = String(decoding: Samples.secret, as: UTF8.self)
        let secret = try #require(WebhookSecret(text))
        #expect(secret.revealed == text)
        var dumped = ""
        dump(secret, to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), dumped] {
            #expect(!shown.contains("AAEC") && !shown.contains("key"))
        }
    }

    private func webhooks(_ secrets: [String?]) throws -> StandardWebhooks {
        StandardWebhooks(
            secrets: try secrets.map { try #require($0.flatMap { WebhookSecret($0) }) },
            crypto: ReferenceCrypto.webhooks
        )
    }
}
