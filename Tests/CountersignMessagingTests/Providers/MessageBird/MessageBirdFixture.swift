import CountersignCore
import CountersignMessaging

/// MessageBird as configured, and reports that it signed.
enum MessageBirdFixture {
    static let signingKey = "messagebird-signing-key-for-tests-00001"

    static func fixture(key: String = signingKey) -> ProviderFixture {
        ProviderFixture(
            kind: .messagebird,
            json5: #"{kind: "messagebird", from: "CafePay"}"#,
            secrets: ["/access_key": "live_key", "/signing_key": key]
        )
    }

    /// A GET with these parameters, signed with the key.
    static func callback(
        _ query: [(name: String, value: String)],
        algorithm: String = "HS256",
        claims more: String = #""iss":"MessageBird","nbf":1767225600,"exp":1767225660"#
    ) -> Callback {
        let query = PercentEncoding.form(query)
        let url = ProviderFixture.callbackURL + "?" + query
        let hash = Hex.encode(RealCrypto.providers.hash(.sha256, Array(url.utf8)))
        let input = CompactJWS.signingInput(
            header: #"{"alg":"\#(algorithm)","typ":"JWT"}"#,
            payload: Array(#"{\#(more),"url_hash":"\#(hash)"}"#.utf8)
        )
        let name = ProviderCrypto.Hash(rawValue: algorithm.replacing("HS", with: "sha")) ?? .sha256
        let code = RealCrypto.providers.hmac(name, Array(signingKey.utf8), input)
        return Callback(
            method: "GET",
            query: query,
            headers: [
                "messagebird-signature-jwt": CompactJWS.compose(
                    signingInput: input,
                    signature: algorithm == "none" ? [] : code
                )
            ],
            body: []
        )
    }
}
