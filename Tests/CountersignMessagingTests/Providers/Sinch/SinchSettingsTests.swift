import CountersignCore
import CountersignMessaging
import Testing

@Suite struct SinchSettingsTests {
    private func faults(
        _ json5: String,
        _ secrets: [String: String] = [:]
    ) throws -> [String: String] {
        try ProviderFixture(kind: .sinch, json5: json5, secrets: secrets).faults()
    }

    @Test func everyFaultIsNamedAtOnce() throws {
        let faults = try faults(
            """
            {kind: "sinch", channel: "rcs", region: "uk", base_url: "x", service_plan: "p",
             api_token: "in the open", callback_secret: {env: "C"}}
            """,
            ["/callback_secret": "short"]
        )
        #expect(
            faults == [
                "/channel": "this kind of provider serves sms",
                "/region": "write one of us, eu, au, br, ca; did you mean 'us'?",
                "/base_url":
                    "an absolute URL belongs here, such as \"https://eu.sms.api.sinch.com\"",
                "/service_plan": "unknown setting; did you mean 'service_plan_id'?",
                "/service_plan_id": "service_plan_id is missing, such as \"a1b2c3d4e5f6\"",
                "/api_token": "a secret never stands in the configuration; write {env: \"NAME\"} "
                    + "or {file: \"secrets/api_token\"}, and replace this one, for it has been seen",
                "/from": "from is missing, such as \"ACME\"",
                "/callback_secret": "a callback secret has at least 16 bytes that nobody guesses",
            ]
        )
    }

    @Test func nothingButAKindLeavesEverythingToBeSaid() throws {
        #expect(
            try faults(#"{kind: "sinch"}"#).keys.sorted() == [
                "/api_token", "/callback_secret", "/from", "/region", "/service_plan_id",
            ]
        )
    }

    @Test(arguments: [
        (#"region: "us""#, "https://us.sms.api.sinch.com/xms/v1/p/batches"),
        (#"region: "br""#, "https://br.sms.api.sinch.com/xms/v1/p/batches"),
        (
            #"base_url: "https://zt.us.sms.api.sinch.com/""#,
            "https://zt.us.sms.api.sinch.com/xms/v1/p/batches"
        ),
    ])
    func theHostIsTheRegionsOrTheOneWrittenOut(setting: String, url: String) throws {
        let provider = try ProviderFixture(
            kind: .sinch,
            json5: """
                {kind: "sinch", channel: "sms", \(setting), service_plan_id: "p", from: "+49151",
                 api_token: {env: "T"}, callback_secret: {env: "C"}}
                """,
            secrets: SinchFixture.fixture.secrets
        ).provider()
        let request = provider.request(for: try Samples.dispatch())
        #expect(request.url == url)
        #expect(request.bodyText.hasPrefix(#"{"from":"49151","#))
    }

    @Test func theirSecretsAreNeverShown() throws {
        let shown = try SinchFixture.fixture.shown()
        #expect(!shown.contains("treasure"))
        let bytes = Array("treasure".utf8).prefix(4).map(String.init)
        #expect(!shown.contains(bytes.joined(separator: ", ")))
    }
}
