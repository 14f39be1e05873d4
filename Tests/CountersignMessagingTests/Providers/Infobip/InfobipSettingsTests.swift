import CountersignCore
import CountersignMessaging
import Testing

@Suite struct InfobipSettingsTests {
    private func faults(
        _ json5: String,
        _ secrets: [String: String] = [:]
    ) throws -> [String: String] {
        try ProviderFixture(kind: .infobip, json5: json5, secrets: secrets).faults()
    }

    @Test func everyFaultIsNamedAtOnce() throws {
        let faults = try faults(
            """
            {kind: "infobip", chanel: "sms", base_url: "ftp://x", api_key: "in the open",
             callback_user: "a:b", callback_password: {env: "P"}, callback_secret: {env: "C"}}
            """,
            ["/callback_password": "", "/callback_secret": "fifteen bytes, "]
        )
        #expect(
            faults == [
                "/chanel": "unknown setting; did you mean 'channel'?",
                "/channel": "the channel is missing: one of sms, rcs, whatsapp",
                "/base_url":
                    "an absolute URL belongs here, such as \"https://xxxxx.api.infobip.com\"",
                "/api_key": "a secret never stands in the configuration; write {env: \"NAME\"} "
                    + "or {file: \"secrets/api_key\"}, and replace this one, for it has been seen",
                "/from": "from is missing, such as \"ACME\"",
                "/callback_user": "a user's name has no colon",
                "/callback_password": "the password is empty",
                "/callback_secret": "a callback secret has at least 16 bytes that nobody guesses",
            ]
        )
    }

    @Test func nothingButAKindLeavesEverythingToBeSaid() throws {
        #expect(
            try faults(#"{kind: "infobip"}"#).keys.sorted() == [
                "/api_key", "/base_url", "/callback_secret", "/channel", "/from",
            ]
        )
    }

    @Test func halfOfTheCredentialsAreNone() throws {
        let fixture = InfobipFixture.fixture()
        let start = String(fixture.json5.dropLast())
        #expect(
            try faults(start + #"callback_user: "u"}"#, fixture.secrets).keys.sorted()
                == ["/callback_password"]
        )
        let secrets = fixture.secrets.merging(["/callback_password": "p"]) { $1 }
        #expect(
            try faults(start + #"callback_password: {env: "P"}}"#, secrets).keys.sorted()
                == ["/callback_user"]
        )
    }

    @Test(arguments: [(true, true), (true, false), (false, true)])
    func theirSecretsAreNeverShown(isBasic: Bool, hasSecret: Bool) throws {
        let fixture = InfobipFixture.fixture(isBasic: isBasic, hasSecret: hasSecret)
        #expect(try fixture.faults().isEmpty)
        let shown = try fixture.shown()
        #expect(!shown.contains("treasure"))
        let bytes = Array("treasure".utf8).prefix(4).map(String.init)
        #expect(!shown.contains(bytes.joined(separator: ", ")))
    }
}
