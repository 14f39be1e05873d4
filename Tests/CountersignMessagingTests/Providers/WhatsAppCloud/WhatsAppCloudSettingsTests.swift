import CountersignCore
import CountersignMessaging
import Testing

@Suite struct WhatsAppCloudSettingsTests {
    @Test func everyFaultIsNamedAtOnce() throws {
        let faults = try ChatProviders.faults(
            .whatsAppCloud,
            """
            {kind: "whatsapp-cloud", channel: "sms", base_url: "ftp://x", version: "24",
             phone_number_id: "+49151", acces_token: 1, app_secret: "in clear"}
            """,
            ["/verify_token": "two words"]
        )
        #expect(
            faults == [
                .init(
                    pointer: "/acces_token",
                    detail: "unknown setting; did you mean 'access_token'?"
                ),
                .init(pointer: "/channel", detail: "this kind of provider serves whatsapp"),
                .init(
                    pointer: "/base_url",
                    detail: "an absolute URL belongs here, such as \"https://graph.facebook.com\""
                ),
                .init(
                    pointer: "/version",
                    detail: "a version of the Graph API belongs here, such as \"v24.0\""
                ),
                .init(
                    pointer: "/phone_number_id",
                    detail: "the number's id is digits, not the phone number itself"
                ),
                .init(
                    pointer: "/access_token",
                    detail: "access_token is missing: {env: \"NAME\"} or "
                        + "{file: \"secrets/access_token\"}"
                ),
                .init(
                    pointer: "/app_secret",
                    detail: "a secret never stands in the configuration; write {env: \"NAME\"} or "
                        + "{file: \"secrets/app_secret\"}, and replace this one, for it has been seen"
                ),
                .init(
                    pointer: "/verify_token",
                    detail: "the secret is empty, or has a blank or a character beyond ASCII"
                ),
            ]
        )
    }

    @Test func aKindIsMadeByItsName() throws {
        let settings = try ChatProviders.settings(
            #"{kind: "whatsapp-cloud", channel: "whatsapp", phone_number_id: "1"}"#,
            ChatProviders.cloudSecrets
        )
        let kind = try #require(ProviderKind(rawValue: "whatsapp-cloud"))
        let provider = try kind.configured(settings).get()
        #expect(provider.name == "chat")
        #expect(provider.channel == .whatsapp)
        #expect(provider.callbackHeaders == ["x-hub-signature-256"])
        #expect(provider.sendsPairs)
        #expect(provider.repliesByReference && !provider.reportsByReference)
    }

    @Test func itKeepsItsSecretsToItself() throws {
        let provider = try ChatProviders.cloud()
        var shown = "\(provider) \(String(reflecting: provider))"
        dump(provider, to: &shown)
        for secret in ChatProviders.cloudSecrets.values { #expect(!shown.contains(secret)) }
    }
}
