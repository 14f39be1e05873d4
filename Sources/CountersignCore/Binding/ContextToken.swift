/// The context as a compact JWS under the context key.
///
/// Source: binding.md, "Context".
public enum ContextToken {
    /// The token's type.
    public static let type = "countersign-context+jwt"

    /// Signs a context.
    /// - Throws: `KeyringError.unknownKey` when the key file lacks the key.
    public static func make(
        payload: [UInt8],
        key: String,
        keyring: some Keyring
    ) throws(KeyringError) -> String {
        let header = #"{"alg":"HS256","kid":"\#(key)","typ":"\#(type)"}"#
        let input = CompactJWS.signingInput(header: header, payload: payload)
        let mac = try keyring.contextMAC(of: input, key: key)
        return CompactJWS.compose(signingInput: input, signature: mac)
    }

    /// The context inside a token, after every check.
    /// - Throws: ``JWSFault``, the first that applies.
    public static func read(
        _ token: String,
        keyring: some Keyring
    ) throws(JWSFault) -> Context {
        let jws = try CompactJWS(parsing: token)
        try jws.expect(algorithms: ["HS256"], type: type)
        guard let key = jws.member("kid") else { throw .unexpectedHeader(member: "kid") }
        let mac: [UInt8]
        do {
            mac = try keyring.contextMAC(of: jws.signingInput, key: key)
        } catch {
            throw .unknownKey
        }
        guard keyring.constantTimeEqual(mac, jws.signature) else { throw .badSignature }
        guard let context = Context(canonicalBytes: jws.payload) else { throw .malformedPayload }
        return context
    }
}
