import CountersignCore
import CountersignMessaging
import Testing

@Suite struct RBMSettingsTests {
    @Test func everyFaultIsNamedAtOnce() throws {
        let faults = try ChatProviders.faults(
            .rbm,
            """
            {kind: "rbm", channel: "rcs", region: "eu", base_url: "rbm.example", agentid: "x",
             traffic_type: "TRANSACTIONS", check_capability: "yes", client_token: 7}
            """,
            ["/service_account": "{}"]
        )
        #expect(
            faults.map(\.pointer) == [
                "/agentid", "/region", "/region", "/base_url", "/agent_id", "/service_account",
                "/service_account", "/service_account", "/client_token", "/traffic_type",
                "/check_capability",
            ]
        )
        let details = faults.map(\.detail)
        #expect(details[0] == "unknown setting; did you mean 'agent_id'?")
        #expect(details[2] == "write either region or base_url")
        #expect(details[4] == "agent_id is missing, such as \"acme_shoes_agent\"")
        #expect(details[5] == "the service account's key file has no client_email")
        #expect(details[9].hasSuffix("did you mean 'TRANSACTION'?"))
    }

    @Test func aKindIsMadeByItsName() throws {
        let settings = try ChatProviders.settings(
            #"{kind: "rbm", agent_id: "a"}"#,
            ChatProviders.rbmSecrets()
        )
        let provider = try #require(ProviderKind(rawValue: "rbm")).configured(settings).get()
        #expect(provider.name == "chat")
        #expect(provider.channel == .rcs)
        #expect(provider.callbackHeaders == ["x-goog-signature"])
        #expect(!provider.repliesByReference && !provider.reportsByReference)
    }

    @Test func itKeepsItsSecretsToItself() throws {
        let provider = try ChatProviders.rbm()
        var shown = "\(provider) \(String(reflecting: provider))"
        dump(provider, to: &shown)
        #expect(!shown.contains("client-token-0001"))
        #expect(!shown.contains("PRIVATE KEY"))
    }
}
