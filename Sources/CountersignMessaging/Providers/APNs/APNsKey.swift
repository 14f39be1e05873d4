import CountersignCore

/// The key that signs a team's provider tokens.
///
/// Source: Apple, "Establishing a token-based connection to APNs": a token is renewed no more often
/// than every 20 minutes and at least every 60.
struct APNsKey: Sendable {
    /// Age in seconds at which a token is renewed.
    static let renewSeconds = 40 * 60
    /// Age in seconds at which a token stops working.
    static let lifeSeconds = 60 * 60
    /// Characters of a key's and of a team's id.
    static let idCharacters = 10

    let keyID: String
    let teamID: String
    let signer: ProviderCrypto.Signer

    var accessTokens: AccessTokenSource { .minted { now, _ in token(at: now) } }

    private func token(at now: Instant) -> AccessToken {
        let value = OutboundJWT.token(
            header: { header in
                header.member("alg", "ES256")
                header.member("kid", keyID)
                header.member("typ", "JWT")
            },
            claims: { claims in
                claims.member("iss", teamID)
                claims.member("iat", now.seconds)
            },
            signer: signer
        )
        return AccessToken(
            value: value,
            renewAt: now.advanced(bySeconds: APNsKey.renewSeconds),
            expiresAt: now.advanced(bySeconds: APNsKey.lifeSeconds)
        )
    }
}

extension ProviderSettingsReader {
    mutating func apnsKey(in settings: ProviderSettings) -> APNsKey? {
        let secret = secret("key", in: settings)
        let signer = secret.flatMap { $0.withBytes(settings.crypto.ecSigner) }
        if secret != nil, signer == nil {
            fault("/key", "the .p8 file belongs here: a P-256 key in PEM, as Apple issued it")
        }
        let keyID = appleID("key_id", in: settings, example: "ABC1234567")
        let teamID = appleID("team_id", in: settings, example: "TEAM123456")
        guard let signer, let keyID, let teamID else { return nil }
        return APNsKey(keyID: keyID, teamID: teamID, signer: signer)
    }

    private mutating func appleID(
        _ name: String,
        in settings: ProviderSettings,
        example: String
    ) -> String? {
        guard let id = requiredText(name, in: settings, example: example) else { return nil }
        let isID =
            id.utf8.count == APNsKey.idCharacters
            && id.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        guard isID else {
            fault("/" + name, "10 capital letters and digits belong here, such as \"\(example)\"")
            return nil
        }
        return id
    }
}
