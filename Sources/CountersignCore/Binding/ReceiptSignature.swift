/// The check that anybody can make of a receipt, with nothing but the published keys.
public enum ReceiptSignature {
    /// The `typ` of every receipt.
    public static let type = "countersign-receipt+jwt"
    /// The names of Ed25519 in a header: of RFC 8037, and of RFC 9864 which replaces it.
    public static let algorithms = ["EdDSA", "Ed25519"]

    /// Whether an Ed25519 signature verifies under a public key of 32 bytes.
    public typealias Check = (
        _ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]
    ) -> Bool

    /// Checks a receipt against a JWK set and gives its payload, an object.
    ///
    /// The key comes from the set by the token's `kid`; keys inside the token are never looked at.
    /// - Throws: ``JWSFault``, the first that applies.
    public static func verify(
        token: String,
        jwks: JSONValue,
        isValid: Check
    ) throws(JWSFault) -> JSONValue {
        let token = try CompactJWS(parsing: token)
        try token.expect(algorithms: algorithms, type: type)
        guard let id = token.member("kid"), let key = publicKey(id: id, in: jwks) else {
            throw .unknownKey
        }
        guard isValid(token.signature, token.signingInput, key) else { throw .badSignature }
        let payload: JSONValue
        do { payload = try JSONReader.read(token.payload) } catch { throw .malformedPayload }
        guard payload.object != nil else { throw .malformedPayload }
        return payload
    }

    /// The first Ed25519 key for signatures with an id; keys of other kinds are passed over, as
    /// RFC 7517 section 5 asks of readers.
    private static func publicKey(id: String, in jwks: JSONValue) -> [UInt8]? {
        for key in jwks["keys"]?.array ?? [] {
            guard key.has("kid", id), key.has("kty", "OKP"), key.has("crv", "Ed25519"),
                key["use"] == nil || key.has("use", "sig"),
                key["alg"] == nil || algorithms.contains(where: { key.has("alg", $0) }),
                let x = key["x"]?.string, let bytes = Base64URL.decode(x), bytes.count == 32
            else { continue }
            return bytes
        }
        return nil
    }
}

extension JSONValue {
    fileprivate func has(_ name: String, _ text: String) -> Bool {
        self[name]?.string?.hasBytes(of: text) ?? false
    }
}
