import CountersignMessaging
import Testing

@Suite struct TwilioSettingsTests {
    @Test func everyFaultIsNamedAtOnce() throws {
        let fixture = ProviderFixture(
            kind: .twilio,
            json5: """
                {kind: "twilio", channel: "email", account_sid: "AC12", auth_tokn: {env: "T"},
                 from: "+1", messaging_service_sid: "MGzz", base_url: "ftp://x",
                 content_sid: "HX1", signing_keys: {one: "literal"}, require_sha256: "yes"}
                """,
            secrets: [:]
        )
        let expected = [
            "/auth_tokn": "unknown setting; did you mean 'auth_token'?",
            "/channel": "this kind of provider serves sms, whatsapp, rcs",
            "/account_sid": "AC and 32 hexadecimal digits belong here",
            "/auth_token":
                "auth_token is missing: {env: \"NAME\"} or {file: \"secrets/auth_token\"}",
            "/messaging_service_sid": "MG and 32 hexadecimal digits belong here",
            "/from": "write either from or messaging_service_sid, not both",
            "/base_url": "an absolute URL belongs here, such as \"https://api.twilio.com\"",
            "/content_sid": "HX and 32 hexadecimal digits belong here",
            "/require_sha256": "true or false belongs here, not a string",
            "/signing_keys/one": """
            a secret never stands in the configuration; write {env: "NAME"} or \
            {file: "secrets/one"}, and replace this one, for it has been seen
            """,
        ]
        #expect(try fixture.faults() == expected)
    }

    @Test func whatAChannelNeedsIsAskedFor() throws {
        #expect(
            try TwilioFixture.fixture(channel: "whatsapp").faults().keys.sorted() == [
                "/content_sid"
            ]
        )
        let content = #"content_sid: "\#(TwilioFixture.content)""#
        #expect(try TwilioFixture.fixture(more: content).faults().keys.sorted() == ["/content_sid"])
        #expect(try TwilioFixture.fixture(channel: "rcs", more: content).faults().isEmpty)
        let nobody = ProviderFixture(
            kind: .twilio,
            json5: #"{kind: "twilio", channel: "sms", account_sid: "\#(TwilioFixture.account)"}"#,
            secrets: ["/auth_token": "t"]
        )
        #expect(try nobody.faults().keys.sorted() == ["/from"])
    }

    @Test func callbacksMustBeProvable() throws {
        let key = #"api_key_sid: "\#(TwilioFixture.apiKey)""#
        let secret = ["/api_key_secret": "s"]
        #expect(
            try TwilioFixture.fixture(more: key, secrets: secret).faults().keys.sorted() == [
                "/auth_token"
            ]
        )
        let shared = key + #", signing_keys: {k1: {file: "x"}}, require_sha256: true"#
        let secrets = ["/api_key_secret": "s", "/signing_keys/k1": "k"]
        #expect(try TwilioFixture.fixture(more: shared, secrets: secrets).faults().isEmpty)
        #expect(
            try TwilioFixture.fixture(more: "require_sha256: true").faults().keys.sorted()
                == ["/require_sha256"]
        )
    }

    @Test func aProviderKeepsItsSecretsToItself() throws {
        let shown = try TwilioFixture.fixture(
            more: #"signing_keys: {k1: {file: "x"}}"#,
            secrets: ["/auth_token": "treasure-one", "/signing_keys/k1": "treasure-two"]
        ).shown()
        #expect(!shown.contains("treasure"))
    }
}
