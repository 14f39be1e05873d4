/// Why a compact JWS is refused.
///
/// Checked top to bottom; the first that applies is returned.
public enum JWSFault: Error, Equatable, Sendable {
    /// Longer than a token of ours can be.
    case tooLong
    /// Not exactly three parts of canonical base64url.
    case notCompact
    /// The header is not a JSON object with unique members of the expected kinds.
    case malformedHeader
    /// The header asks for an extension that is not understood (`crit`), or names an algorithm or a
    /// type that is not the expected one.
    case unexpectedHeader(member: String)
    /// No key has this id.
    case unknownKey
    /// The signature or the MAC does not fit.
    case badSignature
    /// The payload is not what its type says.
    case malformedPayload
}
