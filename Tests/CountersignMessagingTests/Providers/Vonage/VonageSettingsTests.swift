import CountersignCore
import CountersignMessaging
import Testing

@Suite struct VonageSettingsTests {
    private func faults(
        _ json5: String,
        _ secrets: [String: String] = [:]
    ) throws -> [String: String] {
        try ProviderFixture(kind: .vonage, json5: json5, secrets: secrets).faults()
    }

    @Test func everyFaultIsNamedAtOnce() throws {
        let faults = try faults(
            """
            {kind: "vonage", channel: "email", base_url: "api.nexmo.com", aplication_id: "x",
             category: "payment", private_key: {file: "secrets/vonage.pem"},
             signature_secret: "a secret in the open"}
            """,
            ["/private_key": "-----BEGIN PRIVATE KEY-----\n"]
        )
        #expect(
            faults == [
                "/aplication_id": "unknown setting; did you mean 'application_id'?",
                "/channel": "this kind of provider serves sms, rcs, whatsapp",
                "/base_url": "an absolute URL belongs here, such as \"https://api.nexmo.com\"",
                "/from": "from is missing, such as \"ACME\"",
                "/category": "write one of acknowledgement, authentication, promotion, "
                    + "service-request, transaction",
                "/application_id": "application_id is missing, such as "
                    + "\"aaaaaaaa-bbbb-cccc-dddd-0123456789ab\"",
                "/private_key": "an RSA key of at least 2,048 bits in PEM belongs here",
                "/signature_secret": "a secret never stands in the configuration; write "
                    + "{env: \"NAME\"} or {file: \"secrets/signature_secret\"}, and replace this "
                    + "one, for it has been seen",
            ]
        )
    }

    @Test func nothingButAKindLeavesEverythingToBeSaid() throws {
        #expect(
            try faults(#"{kind: "vonage"}"#).keys.sorted() == [
                "/application_id", "/channel", "/from", "/private_key", "/signature_secret",
            ]
        )
    }

    @Test func twoWaysToAuthoriseAreOneTooMany() throws {
        let pair = try TestKeyPair.rsa.get()
        let faults = try faults(
            """
            {kind: "vonage", channel: "sms", from: "ACME", application_id: "x", api_key: "a:b",
             private_key: {env: "K"}, api_secret: {env: "S"}, signature_secret: {env: "G"}}
            """,
            [
                "/private_key": String(decoding: pair.privatePEM, as: UTF8.self),
                "/api_secret": "s", "/signature_secret": "g",
            ]
        )
        #expect(
            faults == [
                "/api_key": "write either application_id and private_key, or api_key and "
                    + "api_secret | a user's name has no colon"
            ]
        )
    }

    @Test func anAccountHasNoSignedCallbacks() throws {
        let faults = try faults(
            """
            {kind: "vonage", channel: "sms", from: "ACME", api_key: "k", api_secret: {env: "S"},
             signature_secret: {env: "G"}}
            """,
            ["/api_secret": "s", "/signature_secret": "g"]
        )
        #expect(faults.keys.sorted() == ["/signature_secret"])
    }

    @Test func anEmptySignatureSecretWouldProveAnything() throws {
        let fixture = try VonageFixture.application()
        let faults = try faults(
            fixture.json5,
            fixture.secrets.merging(["/signature_secret": ""]) { $1 }
        )
        #expect(faults == ["/signature_secret": "the secret is empty"])
    }

    @Test func onlyRCSHasACategory() throws {
        let fixture = try VonageFixture.application(more: #"category: "authentication""#)
        #expect(try fixture.faults() == ["/category": "only RCS messages have a category"])
    }

    @Test func theirSecretsAreNeverShown() throws {
        let key = String(decoding: try TestKeyPair.rsa.get().privatePEM, as: UTF8.self)
        let line = try #require(key.split(separator: "\n").dropFirst().first)
        let application = try VonageFixture.application().shown()
        #expect(!application.contains("vonage-signature-secret"))
        #expect(!application.contains(line))
        let bytes = Array(VonageFixture.signatureSecret.utf8).prefix(4).map(String.init)
        #expect(!application.contains(bytes.joined(separator: ", ")))
        #expect(!(try VonageFixture.account().shown()).contains("treasure"))
    }
}
