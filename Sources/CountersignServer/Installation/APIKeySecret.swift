import CountersignCore

/// Makes API keys; the secret is shown once and stored as its hash.
enum APIKeySecret {
    /// Random bytes of a secret.
    static let byteCount = 32

    /// A new key with its secret: `csk_live_` or `csk_test_` and 43 characters of base64url.
    static func make(
        merchant: MerchantID,
        mode: Mode,
        scopes: [Scope],
        at now: Instant,
        entropy: any Entropy,
        sha256: ([UInt8]) -> [UInt8]
    ) -> (key: APIKey, secret: String) {
        let secret = "csk_\(mode.rawValue)_" + Base64URL.encode(entropy.bytes(byteCount))
        let key = APIKey(
            id: APIKeyID(at: now, random: entropy.bytes(10)),
            merchant: merchant,
            mode: mode,
            scopes: Scope.allCases.filter { scopes.contains($0) },
            hash: sha256(Array(secret.utf8)),
            createdAt: now
        )
        return (key, secret)
    }
}
