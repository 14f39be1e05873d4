import CountersignCore
import CountersignMessaging

/// Plivo as configured, and callbacks that it signed.
enum PlivoFixture {
    static let token = "plivo-auth-token-for-tests-0001"

    static func fixture(
        channel: String = "sms",
        sender: String = #"from: "CafePay""#,
        token: String = token
    ) -> ProviderFixture {
        ProviderFixture(
            kind: .plivo,
            json5: #"{kind: "plivo", channel: "\#(channel)", auth_id: "MATEST0001", \#(sender)}"#,
            secrets: ["/auth_token": token]
        )
    }

    /// A form that came to the URL with the sample's message, signed with the token.
    static func callback(
        _ form: [(name: String, value: String)],
        query: String = "m=" + Samples.messageText
    ) -> Callback {
        let pairs = form.sorted { $0.name < $1.name }.map { $0.name + $0.value }.joined()
        let base = ProviderFixture.callbackURL + "?" + (query.isEmpty ? "" : query + ".") + pairs
        let code = RealCrypto.providers.hmac(
            .sha256,
            Array(token.utf8),
            Array("\(base).05429567804466091622".utf8)
        )
        return Callback(
            query: query,
            headers: [
                "x-plivo-signature-v3": Base64.encode(code),
                "x-plivo-signature-v3-nonce": "05429567804466091622",
            ],
            body: Array(PercentEncoding.form(form).utf8)
        )
    }
}
