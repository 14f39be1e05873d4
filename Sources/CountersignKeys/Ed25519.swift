internal import CCrypto

/// Ed25519 signatures.
///
/// Source: RFC 8032; signatures with `S` not below the group's order are refused (section 5.1.7).
public enum Ed25519 {
    /// Bytes of a signature.
    public static let signatureByteCount = 64
    /// Bytes of a public key.
    public static let publicKeyByteCount = 32
    /// Bytes of a seed, the private key.
    public static let seedByteCount = 32

    /// Whether a signature verifies under a public key of 32 bytes.
    public static func isValid(
        signature: [UInt8],
        of message: [UInt8],
        publicKey: [UInt8]
    ) -> Bool {
        Ed25519PublicKey(publicKey)?.isValid(signature: signature, of: message) ?? false
    }
}

/// A public key, made ready once.
// Unchecked: an EVP_PKEY that nobody changes may be used from many threads.
final class Ed25519PublicKey: @unchecked Sendable {
    private let handle: Handle

    /// A key of exactly 32 bytes; nil for other lengths.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Ed25519.publicKeyByteCount,
            let pointer = unsafe Libcrypto.result(
                EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, bytes, bytes.count)
            )
        else { return nil }
        unsafe handle = Handle(owning: pointer, release: EVP_PKEY_free)
    }

    func isValid(signature: [UInt8], of message: [UInt8]) -> Bool {
        guard signature.count == Ed25519.signatureByteCount else { return false }
        return SignatureContext().accepts(signature, of: message, by: handle)
    }
}

/// A private key, made ready once.
// Unchecked: an EVP_PKEY, and a context to copy, that nobody changes may be used from many threads.
final class Ed25519PrivateKey: @unchecked Sendable {
    /// The public half, 32 bytes.
    let publicKey: [UInt8]
    private let handle: Handle
    /// Begun under the key and never used, only copied: beginning one looks up algorithms by name.
    private let ready = SignatureContext()

    /// A key from its seed; nil when that is not exactly 32 bytes.
    init?(seed: SecretBytes) {
        guard seed.count == Ed25519.seedByteCount else { return nil }
        let pointer = unsafe seed.reveal {
            unsafe $0.withUnsafeBufferPointer {
                unsafe EVP_PKEY_new_raw_private_key_ex(
                    nil,
                    "ED25519",
                    nil,
                    $0.baseAddress,
                    $0.count
                )
            }
        }
        unsafe handle = Handle(
            owning: Libcrypto.demand(pointer, "EVP_PKEY_new_raw_private_key_ex"),
            release: EVP_PKEY_free
        )
        var bytes = [UInt8](repeating: 0, count: Ed25519.publicKeyByteCount)
        var count = bytes.count
        unsafe Libcrypto.demand(
            EVP_PKEY_get_raw_public_key(handle.pointer, &bytes, &count),
            "EVP_PKEY_get_raw_public_key"
        )
        publicKey = bytes
        ready.begin(signingWith: handle)
    }

    /// The signature of a message, 64 bytes, the same each time.
    func sign(_ message: [UInt8]) -> [UInt8] {
        let context = SignatureContext()
        // Early versions 3.0 copy no context that has no digest of its own.
        if !Libcrypto.succeeded(unsafe EVP_MD_CTX_copy_ex(context.pointer, ready.pointer)) {
            context.begin(signingWith: handle)
        }
        var signature = [UInt8](repeating: 0, count: Ed25519.signatureByteCount)
        var count = signature.count
        unsafe Libcrypto.demand(
            EVP_DigestSign(context.pointer, &signature, &count, message, message.count),
            "EVP_DigestSign"
        )
        return signature
    }
}
