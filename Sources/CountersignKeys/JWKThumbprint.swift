internal import CountersignCore

/// The id that a public key gives itself.
///
/// Source: RFC 7638 section 3, RFC 8037 section 2.
public enum JWKThumbprint {
    /// The thumbprint of an Ed25519 public key: base64url of SHA-256, 43 characters.
    public static func ed25519(publicKey: [UInt8]) -> String {
        let x = Base64URL.encode(publicKey)
        return thumbprint(ofCanonical: #"{"crv":"Ed25519","kty":"OKP","x":"\#(x)"}"#)
    }

    /// The thumbprint of a key that is already written as the RFC says: the required members only,
    /// sorted by name, without white space.
    static func thumbprint(ofCanonical json: String) -> String {
        Base64URL.encode(Libcrypto.sha256.hash(Array(json.utf8)))
    }
}
