import CountersignCore

/// The signed token that proves a callback to be Vonage's.
///
/// Source: Vonage, "Signed webhooks". The official helper checks the signature only; this one also
/// checks the issuer, the age, and that the token is about this very body.
struct VonageSignature: Sendable {
    /// How far a token's `iat` may lie from our clock, in seconds, either way.
    static let toleranceSeconds: Int64 = 300

    let secret: ProviderSecret
    let crypto: ProviderCrypto

    func verify(_ callback: Callback, at now: Instant) throws(CallbackFault) {
        // On an internal fault a callback may come unsigned, and comes again when it is not taken.
        guard let field = callback.headers["authorization"], !field.isEmpty else {
            throw .unproven
        }
        guard let claims = claims(of: field), claims["iss"]?.string == "Vonage",
            let issuedAt = claims["iat"]?.integer, let hash = claims["payload_hash"]?.string,
            (now.seconds - VonageSignature.toleranceSeconds...now.seconds
                + VonageSignature.toleranceSeconds).contains(issuedAt)
        else { throw .forged }
        let expected = Hex.encode(crypto.hash(.sha256, callback.body))
        guard crypto.areEqual(Array(hash.utf8), Array(expected.utf8)) else { throw .forged }
    }

    /// The claims of a bearer token that is signed with the secret.
    private func claims(of field: String) -> JSONValue? {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            let token = try? CompactJWS(parsing: String(parts[1])),
            (try? token.expect(algorithms: ["HS256"], type: "JWT")) != nil
        else { return nil }
        let code = secret.withBytes { crypto.hmac(.sha256, $0, token.signingInput) }
        guard crypto.areEqual(code, token.signature) else { return nil }
        return try? JSONReader.read(token.payload)
    }
}
