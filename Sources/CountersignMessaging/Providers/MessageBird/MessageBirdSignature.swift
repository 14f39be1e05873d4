import CountersignCore

/// The signed token that proves a report to be MessageBird's.
///
/// Source: MessageBird, "Verify HTTP requests". Repeats within the token's life are not told apart
/// here: a report that comes twice changes nothing.
struct MessageBirdSignature: Sendable {
    /// The header field with the token.
    static let header = "messagebird-signature-jwt"
    /// How far the two clocks may differ, in seconds.
    static let leewaySeconds: Int64 = 1

    private static let algorithms: [String: ProviderCrypto.Hash] = [
        "HS256": .sha256, "HS384": .sha384, "HS512": .sha512,
    ]

    let key: ProviderSecret
    let crypto: ProviderCrypto

    func verify(
        _ callback: Callback,
        under callbackURL: String,
        at now: Instant
    ) throws(CallbackFault) {
        guard let claims = callback.headers[MessageBirdSignature.header].flatMap(claims),
            claims["iss"]?.string == "MessageBird",
            let start = claims["nbf"]?.integer, let end = claims["exp"]?.integer,
            start <= now.seconds + MessageBirdSignature.leewaySeconds,
            end > now.seconds - MessageBirdSignature.leewaySeconds,
            isHash(claims["url_hash"], of: Array(callback.url(under: callbackURL).utf8)),
            callback.body.isEmpty
                ? claims["payload_hash"] == nil : isHash(claims["payload_hash"], of: callback.body)
        else { throw .forged }
    }

    private func isHash(_ claim: JSONValue?, of bytes: [UInt8]) -> Bool {
        guard let text = claim?.string else { return false }
        return crypto.areEqual(
            Array(text.utf8),
            Array(Hex.encode(crypto.hash(.sha256, bytes)).utf8)
        )
    }

    /// The claims of a token that is signed with the key.
    private func claims(of token: String) -> JSONValue? {
        guard let token = try? CompactJWS(parsing: token),
            let hash = token.member("alg").flatMap({ MessageBirdSignature.algorithms[$0] })
        else { return nil }
        let code = key.withBytes { crypto.hmac(hash, $0, token.signingInput) }
        guard crypto.areEqual(code, token.signature) else { return nil }
        return try? JSONReader.read(token.payload)
    }
}
