import CountersignCore
import CountersignMessaging
import Testing

/// Vonage as an application, as an account, and its callbacks.
enum VonageFixture {
    static let signatureSecret = "vonage-signature-secret-for-tests-000001"
    static let applicationID = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"

    static func application(
        channel: String = "sms",
        more: String = ""
    ) throws -> ProviderFixture {
        let pair = try TestKeyPair.rsa.get()
        return ProviderFixture(
            kind: .vonage,
            json5: """
                {kind: "vonage", channel: "\(channel)", from: "CafePay",
                 application_id: "\(applicationID)", private_key: {file: "secrets/vonage.pem"},
                 signature_secret: {env: "VONAGE_SIGNATURE"}, \(more)}
                """,
            secrets: [
                "/private_key": String(decoding: pair.privatePEM, as: UTF8.self),
                "/signature_secret": signatureSecret,
            ]
        )
    }

    static func account(channel: String = "sms") -> ProviderFixture {
        ProviderFixture(
            kind: .vonage,
            json5: """
                {kind: "vonage", channel: "\(channel)", from: "CafePay", api_key: "a1b2c3d4",
                 api_secret: {env: "VONAGE_SECRET"}}
                """,
            secrets: ["/api_secret": "treasure-of-the-account"]
        )
    }

    /// A callback signed as Vonage signs, with claims that may be bent.
    static func callback(
        _ body: String,
        secret: String = signatureSecret,
        header: String = #"{"alg":"HS256","typ":"JWT"}"#,
        issuer: String = "Vonage",
        issuedAt: Int64 = Samples.now.seconds,
        hash: String? = nil
    ) -> Callback {
        let body = Array(body.utf8)
        let hash = hash ?? Hex.encode(RealCrypto.providers.hash(.sha256, body))
        let claims = """
            {"iat":\(issuedAt),"jti":"c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5","iss":"\(issuer)",\
            "payload_hash":"\(hash)","api_key":"a1b2c3d4","application_id":"\(applicationID)"}
            """
        let input = CompactJWS.signingInput(header: header, payload: Array(claims.utf8))
        let token = CompactJWS.compose(
            signingInput: input,
            signature: RealCrypto.providers.hmac(.sha256, Array(secret.utf8), input)
        )
        return Callback(headers: ["authorization": "Bearer " + token], body: body)
    }
}
