public import CountersignCore

/// The keys of a key file, at work.
///
/// Immutable but for its pools of contexts; any number of threads may use it at once. Source:
/// binding.md.
public final class SystemKeyring: Keyring {
    /// The ids of the keys that new confirmations use.
    public let current: KeyIDs
    /// The id of the key that signs new receipts.
    public let currentSignKey: String

    private let codeKeys: [String: SecretBytes]
    private let contextKeys: [String: HMACKey]
    private let indexKeys: [String: HMACKey]
    private let signKeys: [String: Ed25519Pair]
    private let publishedKeys: JSONValue
    private let dataKeys: DataKeys

    /// A keyring of a file's keys.
    /// - Parameter entropy: gives the nonces of sealed values. A source that repeats itself, as in
    ///   simulations, must never seal anything that matters.
    public init(_ file: KeyFile, entropy: any Entropy = SystemEntropy()) {
        func byID<Ready>(_ use: KeyUse, _ ready: (Key) -> Ready) -> [String: Ready] {
            let keys = file.keys.filter { $0.use == use }
            return Dictionary(uniqueKeysWithValues: keys.map { ($0.id, ready($0)) })
        }
        current = KeyIDs(
            code: file.current(.code).id,
            context: file.current(.context).id,
            index: file.current(.index).id
        )
        currentSignKey = file.current(.sign).id
        codeKeys = byID(.code, \.secret)
        contextKeys = byID(.context) { HMACKey($0.secret) }
        indexKeys = byID(.index) { HMACKey($0.secret) }
        signKeys = byID(.sign, Ed25519Pair.init)
        publishedKeys = SystemKeyring.published(file)
        dataKeys = DataKeys(
            current: file.current(.data).id,
            keys: byID(.data) { SealingKey($0.secret) },
            entropy: entropy
        )
    }

    // MARK: - Contexts and codes

    /// HMAC-SHA-256 of a context's signing input, 32 bytes.
    public func contextMAC(of signingInput: [UInt8], key: String) throws(KeyringError) -> [UInt8] {
        guard let ready = contextKeys[key] else { throw .unknownKey(use: .context, id: key) }
        return ready.mac(signingInput)
    }

    /// The one-time code of a context.
    public func code(
        payload: [UInt8],
        nonce: [UInt8],
        merchant: MerchantID,
        digits: Int,
        key: String
    ) throws(KeyringError) -> OneTimeCode {
        guard let secret = codeKeys[key] else { throw .unknownKey(use: .code, id: key) }
        let sha256 = Libcrypto.sha256
        let question = OCRATransactionSuite.bytes(digits: digits, digest: sha256.hash(payload))

        // HKDF (RFC 5869), written out: one block is enough for 32 bytes, and the secret stays where
        // it is wiped.
        var extracted = secret.reveal { secret in sha256.hmac(key: nonce, message: secret) }
        let purpose = SystemKeyring.codePurpose + Array(merchant.text.utf8) + [1]
        var derived = sha256.hmac(key: extracted, purpose)
        var mac = sha256.hmac(key: derived, question)
        defer {
            Libcrypto.wipe(&extracted)
            Libcrypto.wipe(&derived)
            Libcrypto.wipe(&mac)
        }
        guard let code = OneTimeCode(digits: OCRA.truncate(mac, digits: digits)) else {
            preconditionFailure("Truncation gives exactly the digits that were asked for.")
        }
        return code
    }

    /// The 16 bits of a context that its match word is chosen by.
    public func matchNumber(payload: [UInt8], key: String) throws(KeyringError) -> UInt16 {
        let mac = try contextMAC(of: SystemKeyring.matchPurpose + payload, key: key)
        return UInt16(mac[0]) << 8 | UInt16(mac[1])
    }

    /// The MAC of a reply token, 16 bytes.
    public func replyMAC(
        _ action: ReplyToken.Action,
        payload: [UInt8],
        key: String
    ) throws(KeyringError) -> [UInt8] {
        let purpose = SystemKeyring.replyPurpose + Array(action.rawValue.utf8) + [0]
        return Array(
            try contextMAC(of: purpose + payload, key: key).prefix(ReplyToken.macBytes)
        )
    }

    /// HMAC-SHA-256 of a canonical destination, 32 bytes.
    public func recipientIndex(
        of destination: [UInt8],
        key: String
    ) throws(KeyringError) -> [UInt8] {
        guard let ready = indexKeys[key] else { throw .unknownKey(use: .index, id: key) }
        return ready.mac(destination)
    }

    private static let codePurpose = Array("countersign code v1".utf8) + [0]
    private static let matchPurpose = Array("countersign match word v1".utf8) + [0]
    private static let replyPurpose = Array("countersign reply v1".utf8) + [0]

    // MARK: - Signatures

    /// Ed25519 signature, 64 bytes.
    public func sign(_ bytes: [UInt8], key: String) throws(KeyringError) -> [UInt8] {
        guard let pair = signKeys[key] else { throw .unknownKey(use: .sign, id: key) }
        return pair.privateKey.sign(bytes)
    }

    /// Whether a signature verifies under one of the sign keys, retired ones included.
    public func isValid(signature: [UInt8], of bytes: [UInt8], key: String) -> Bool {
        signKeys[key]?.publicKey.isValid(signature: signature, of: bytes) ?? false
    }

    /// The public halves of all sign keys as a JWK set, the current one first.
    public func publicKeys() -> JSONValue { publishedKeys }

    /// The current key first; retired ones stay as long as receipts must verify, which is for ever.
    private static func published(_ file: KeyFile) -> JSONValue {
        let pairs = file.keys.filter { $0.use == .sign }
        let sorted = pairs.filter { $0.retiredAt == nil } + pairs.filter { $0.retiredAt != nil }
        let keys = sorted.map { key in
            JSONValue.object([
                JSONMember("kty", .string("OKP")),
                JSONMember("crv", .string("Ed25519")),
                JSONMember("x", .string(Base64URL.encode(key.publicKey ?? []))),
                JSONMember("kid", .string(key.id)),
                JSONMember("use", .string("sig")),
                JSONMember("alg", .string("EdDSA")),
            ])
        }
        return .object([JSONMember("keys", .array(keys))])
    }

    // MARK: - Sealing

    /// Sealed bytes under the current data key; see ``DataKeys`` for their shape.
    public func seal(_ plaintext: [UInt8], for place: [UInt8]) -> [UInt8] {
        dataKeys.seal(plaintext, for: place)
    }

    /// What was sealed for the same place.
    public func open(_ sealed: [UInt8], for place: [UInt8]) throws(KeyringError) -> [UInt8] {
        try dataKeys.open(sealed, for: place)
    }

    // MARK: - Without a key of ours

    /// SHA-256, 32 bytes.
    public func sha256(_ bytes: [UInt8]) -> [UInt8] { Libcrypto.sha256.hash(bytes) }

    /// HMAC-SHA-256 under the caller's key, 32 bytes.
    public func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        Libcrypto.sha256.hmac(key: key, message)
    }

    /// Whether two byte strings are equal, in time that depends on their lengths only.
    public func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        Libcrypto.areEqual(left, right)
    }
}

/// A sign key with both halves made ready.
private struct Ed25519Pair: Sendable {
    let privateKey: Ed25519PrivateKey
    let publicKey: Ed25519PublicKey

    init(_ key: Key) {
        guard let privateKey = Ed25519PrivateKey(seed: key.secret),
            let publicKey = Ed25519PublicKey(privateKey.publicKey)
        else { preconditionFailure("A checked sign key has a seed of 32 bytes.") }
        self.privateKey = privateKey
        self.publicKey = publicKey
    }
}
