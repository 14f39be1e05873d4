/// What a key is for.
///
/// Source: binding.md, "Keys".
public enum KeyUse: String, CaseIterable, Hashable, Sendable {
    /// Derives codes.
    case code
    /// Authenticates contexts.
    case context
    /// Hides destinations behind a keyed hash.
    case index
    /// Signs receipts (Ed25519).
    case sign
    /// Seals personal data at rest.
    case data
}

/// The keys that a confirmation was made with, by id, so that rotation never breaks a pending one.
public struct KeyIDs: Hashable, Sendable {
    /// The key that its code is derived from.
    public let code: String
    /// The key that authenticates its context.
    public let context: String
    /// The key of its recipient's keyed hash.
    public let index: String

    /// Key ids.
    public init(code: String, context: String, index: String) {
        self.code = code
        self.context = context
        self.index = index
    }
}

/// Why a key can't be used.
public enum KeyringError: Error, Equatable, Sendable {
    /// No key of that use has this id; the key file is older than the store.
    case unknownKey(use: KeyUse, id: String)
    /// The sealed bytes were changed, cut, or sealed for another place.
    case sealBroken
}

/// Everything that needs a secret key.
///
/// Keys never leave it.
public protocol Keyring: Sendable {
    /// The ids of the keys that new confirmations use.
    var current: KeyIDs { get }
    /// The id of the key that signs new receipts.
    var currentSignKey: String { get }

    /// SHA-256, 32 bytes.
    func sha256(_ bytes: [UInt8]) -> [UInt8]
    /// HMAC-SHA-256 of a canonical destination under an index key, 32 bytes.
    func recipientIndex(of destination: [UInt8], key: String) throws(KeyringError) -> [UInt8]
    /// HMAC-SHA-256 of a context's signing input under a context key, 32 bytes.
    func contextMAC(of signingInput: [UInt8], key: String) throws(KeyringError) -> [UInt8]
    /// The one-time code of a context. Source: binding.md, "Code".
    /// - Parameter payload: the context's canonical bytes.
    func code(
        payload: [UInt8],
        nonce: [UInt8],
        merchant: MerchantID,
        digits: Int,
        key: String
    ) throws(KeyringError) -> OneTimeCode
    /// The match word's 16 random-looking bits of a context: HMAC-SHA-256 under the context key over
    /// `countersign match word v1`, a zero byte and the payload; first two bytes, big-endian.
    func matchNumber(payload: [UInt8], key: String) throws(KeyringError) -> UInt16
    /// The MAC of a reply token: HMAC-SHA-256 under the context key over `countersign reply v1`, a zero
    /// byte, the action's word, a zero byte and the payload; its first 16 bytes.
    func replyMAC(
        _ action: ReplyToken.Action,
        payload: [UInt8],
        key: String
    ) throws(KeyringError) -> [UInt8]
    /// Ed25519 signature, 64 bytes.
    func sign(_ bytes: [UInt8], key: String) throws(KeyringError) -> [UInt8]
    /// Whether an Ed25519 signature verifies under one of the sign keys, retired ones included.
    func isValid(signature: [UInt8], of bytes: [UInt8], key: String) -> Bool
    /// AES-256-GCM under the current data key: a version byte, the key id, nonce, ciphertext and tag.
    /// - Parameter place: authenticated, not stored; says where the bytes belong.
    func seal(_ plaintext: [UInt8], for place: [UInt8]) -> [UInt8]
    /// Opens what ``seal(_:for:)`` made for the same place.
    func open(_ sealed: [UInt8], for place: [UInt8]) throws(KeyringError) -> [UInt8]
    /// HMAC-SHA-256 under a key that the caller holds, e.g. a webhook secret; 32 bytes.
    func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8]
    /// Whether two byte strings are equal, in time that depends on their lengths only.
    func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool
    /// The public halves of all sign keys as a JWK set, `{"keys":[…]}`.
    func publicKeys() -> JSONValue
}
