import CountersignCore

/// What authorises requests to Vonage.
enum VonageCredentials: Sendable {
    /// An application and its private key: a token of our own, RS256.
    case application(id: String, signer: ProviderCrypto.Signer)
    /// The account's key and secret.
    case account(BasicCredentials)

    /// How long a token works, as the official clients make them.
    private static let tokenSeconds = 15 * 60
    /// When the next one is made.
    private static let renewSeconds = 10 * 60

    var accessTokens: AccessTokenSource? {
        guard case .application(let id, let signer) = self else { return nil }
        return .minted { now, unique in
            VonageCredentials.token(application: id, signer: signer, at: now, unique: unique)
        }
    }

    /// The `Authorization` field; nil where a token is needed and there is none.
    func authorization(_ token: AccessToken?) -> String? {
        switch self {
        case .application: token.map { "Bearer " + $0.value }
        case .account(let credentials): credentials.authorization
        }
    }

    private static func token(
        application: String,
        signer: ProviderCrypto.Signer,
        at now: Instant,
        unique: [UInt8]
    ) -> AccessToken {
        let expiresAt = now.advanced(bySeconds: tokenSeconds)
        let value = OutboundJWT.token(
            header: { json in
                json.member("alg", "RS256")
                json.member("typ", "JWT")
            },
            claims: { json in
                json.member("application_id", application)
                json.member("iat", now.seconds)
                json.member("jti", MessageUUID.groups(of: unique))
                json.member("exp", expiresAt.seconds)
            },
            signer: signer
        )
        return AccessToken(
            value: value,
            renewAt: now.advanced(bySeconds: renewSeconds),
            expiresAt: expiresAt
        )
    }
}
