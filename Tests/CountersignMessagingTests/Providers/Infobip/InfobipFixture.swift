import CountersignMessaging

/// Infobip with both ways of proving callbacks, or one.
enum InfobipFixture {
    static let callbackSecret = "0123456789 treasure&more"
    static let encodedSecret = "0123456789%20treasure%26more"

    static func fixture(
        channel: String = "sms",
        from: String = "CafePay",
        isBasic: Bool = false,
        hasSecret: Bool = true
    ) -> ProviderFixture {
        var json5 = """
            {kind: "infobip", channel: "\(channel)", base_url: "https://xyz.api.infobip.com/",
             api_key: {env: "INFOBIP_KEY"}, from: "\(from)",
            """
        var secrets = ["/api_key": "key-treasure"]
        if isBasic {
            json5 += #"callback_user: "infobip", callback_password: {env: "P"},"#
            secrets["/callback_password"] = "password-treasure"
        }
        if hasSecret {
            json5 += #"callback_secret: {env: "C"},"#
            secrets["/callback_secret"] = callbackSecret
        }
        return ProviderFixture(kind: .infobip, json5: json5 + "}", secrets: secrets)
    }

    static func callback(_ body: String, query: String = "s=" + encodedSecret) -> Callback {
        Callback(query: query, headers: [:], body: Array(body.utf8))
    }
}
