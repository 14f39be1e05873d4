public import CountersignCore

/// The service's keys: a private JWK set with one current key of each use, and the retired ones.
///
/// Shape: `{"keys":[…]}`; each key has `kty`, `kid`, `use`, `iat` in Unix seconds, `retired_at` when
/// retired, and `k` (32 bytes, `oct`) or `crv`, `d` and `x` (`OKP`, Ed25519) in base64url. A value of
/// this type has been checked as a whole. Source: binding.md, "Keys"; RFC 7517; RFC 8037.
public struct KeyFile: Sendable {
    /// Bytes of every secret in the file.
    public static let secretByteCount = 32

    /// What may be told about a key.
    public struct Entry: Equatable, Sendable {
        /// The key's id, its `kid`.
        public let id: String
        /// What it is for.
        public let use: KeyUse
        /// When it was made.
        public let issuedAt: Instant
        /// When it was retired; nil for the current key of its use.
        public let retiredAt: Instant?
    }

    let keys: [Key]

    init(keys: [Key]) {
        self.keys = keys
    }

    /// All keys in the order of the file, without their secrets.
    public var entries: [Entry] { keys.map(\.entry) }

    /// Makes the first keys of a service, one of each use.
    public static func generate(at now: Instant, entropy: any Entropy) -> KeyFile {
        var keys: [Key] = []
        for use in KeyUse.allCases {
            keys.append(Key.generate(for: use, at: now, entropy: entropy, besides: keys))
        }
        return KeyFile(keys: keys)
    }

    /// The same keys with a new one of a use, and the old one retired: it still opens, verifies and
    /// derives what it was used for.
    /// - Parameter includingIndex: allows a new `index` key, after which no recipient is recognised
    ///   by the store until it is indexed anew.
    /// - Throws: ``KeyFileFault/indexRotation`` for `index` without leave.
    public func rotated(
        _ use: KeyUse,
        at now: Instant,
        entropy: any Entropy,
        includingIndex: Bool = false
    ) throws(KeyFileFault) -> KeyFile {
        guard use != .index || includingIndex else { throw .indexRotation }
        let fresh = Key.generate(for: use, at: now, entropy: entropy, besides: keys)
        let kept = keys.map { key in
            key.use == use && key.retiredAt == nil ? key.retired(at: now) : key
        }
        return KeyFile(keys: kept + [fresh])
    }

    /// The current key of a use.
    func current(_ use: KeyUse) -> Key {
        guard let key = keys.first(where: { $0.use == use && $0.retiredAt == nil }) else {
            preconditionFailure("A checked key file has a current key of every use.")
        }
        return key
    }
}

/// One key of a ``KeyFile``.
struct Key: Sendable {
    let id: String
    let use: KeyUse
    let issuedAt: Instant
    let retiredAt: Instant?
    let secret: SecretBytes
    /// The public half of a key that signs, 32 bytes.
    let publicKey: [UInt8]?

    var entry: KeyFile.Entry {
        KeyFile.Entry(id: id, use: use, issuedAt: issuedAt, retiredAt: retiredAt)
    }

    /// The same key, retired.
    ///
    /// A clock that went back must not retire a key before it was made.
    func retired(at now: Instant) -> Key {
        Key(
            id: id,
            use: use,
            issuedAt: issuedAt,
            retiredAt: max(now.wholeSeconds, issuedAt),
            secret: secret,
            publicKey: publicKey
        )
    }

    static func generate(
        for use: KeyUse,
        at now: Instant,
        entropy: any Entropy,
        besides others: [Key]
    ) -> Key {
        var bytes = entropy.bytes(KeyFile.secretByteCount)
        let secret = SecretBytes(taking: &bytes)
        precondition(secret.count == KeyFile.secretByteCount, "Entropy gave too few bytes.")
        let publicKey = use == .sign ? Ed25519PrivateKey(seed: secret)?.publicKey : nil
        let id =
            publicKey.map { JWKThumbprint.ed25519(publicKey: $0) }
            ?? unusedID(entropy: entropy, besides: others)
        return Key(
            id: id,
            use: use,
            issuedAt: now.wholeSeconds,
            retiredAt: nil,
            secret: secret,
            publicKey: publicKey
        )
    }

    /// Eight random base64url characters that no other key has.
    private static func unusedID(entropy: any Entropy, besides others: [Key]) -> String {
        for _ in 0..<16 {
            let id = Base64URL.encode(entropy.bytes(6))
            if !others.contains(where: { $0.id == id }) { return id }
        }
        preconditionFailure("Entropy repeats itself; no key made from it would be secret.")
    }
}

extension Instant {
    /// The moment without its milliseconds: the file counts seconds, and what is made must be the
    /// same as what is read.
    fileprivate var wholeSeconds: Instant { Instant(seconds: seconds) }
}
