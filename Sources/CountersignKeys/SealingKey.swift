internal import CCrypto

/// A data key, with contexts that hold its schedule ready: AES-256-GCM.
///
/// Source: NIST SP 800-38D; nonces of 12 random bytes, tags of 16.
final class SealingKey: Sendable {
    static let nonceByteCount = 12
    static let tagByteCount = 16

    private let sealing: Pool<CipherContext>
    private let opening: Pool<CipherContext>

    init(_ secret: SecretBytes) {
        sealing = Pool { CipherContext(secret, encrypts: true) }
        opening = Pool { CipherContext(secret, encrypts: false) }
    }

    /// Ciphertext and tag of a plaintext.
    func seal(_ plaintext: [UInt8], nonce: [UInt8], authenticating data: [UInt8]) -> [UInt8] {
        sealing.withContext { $0.seal(plaintext, nonce: nonce, authenticating: data) }
    }

    /// The plaintext of ciphertext and tag; nil when anything was changed.
    func open(
        _ ciphertext: ArraySlice<UInt8>,
        tag: ArraySlice<UInt8>,
        nonce: ArraySlice<UInt8>,
        authenticating data: [UInt8]
    ) -> [UInt8]? {
        opening.withContext {
            $0.open(ciphertext, tag: tag, nonce: nonce, authenticating: data)
        }
    }
}

/// AES-256-GCM, fetched once.
// Unchecked: a fetched EVP_CIPHER is immutable and its use from many threads is documented as safe.
private final class Cipher: @unchecked Sendable {
    static let aes256GCM = Cipher()

    let handle: Handle

    private init() {
        unsafe handle = Handle(
            owning: Libcrypto.demand(
                EVP_CIPHER_fetch(nil, "AES-256-GCM", nil),
                "EVP_CIPHER_fetch"
            ),
            release: EVP_CIPHER_free
        )
    }
}

/// One direction of the cipher under one key.
// Unchecked: the pool lends it to one borrower at a time, and its lock orders them.
private final class CipherContext: @unchecked Sendable {
    private let handle: Handle

    init(_ secret: SecretBytes, encrypts: Bool) {
        precondition(secret.count == 32, "AES-256 takes a key of 32 bytes.")
        unsafe handle = Handle(
            owning: Libcrypto.demand(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new"),
            release: EVP_CIPHER_CTX_free
        )
        secret.reveal {
            unsafe $0.withUnsafeBufferPointer { key in
                // 12 bytes is the default length of a nonce for this cipher.
                unsafe Libcrypto.demand(
                    EVP_CipherInit_ex2(
                        handle.pointer,
                        Cipher.aes256GCM.handle.pointer,
                        key.baseAddress,
                        nil,
                        encrypts ? 1 : 0,
                        nil
                    ),
                    "EVP_CipherInit_ex2"
                )
            }
        }
    }

    func seal(_ plaintext: [UInt8], nonce: [UInt8], authenticating data: [UInt8]) -> [UInt8] {
        start(nonce: nonce[...], authenticating: data)
        let tagByteCount = SealingKey.tagByteCount
        return unsafe [UInt8](unsafeUninitializedCapacity: plaintext.count + tagByteCount) {
            buffer,
            count in
            let context = unsafe handle.pointer
            unsafe update(plaintext[...], into: buffer.baseAddress)
            var rest: Int32 = 0
            let tag = unsafe buffer.baseAddress.map { unsafe $0 + plaintext.count }
            // GCM is a stream: the last call writes nothing, so it may point where the tag goes.
            unsafe Libcrypto.demand(EVP_CipherFinal_ex(context, tag, &rest), "EVP_CipherFinal_ex")
            unsafe Libcrypto.demand(
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagByteCount), tag),
                "EVP_CTRL_AEAD_GET_TAG"
            )
            count = plaintext.count + tagByteCount
        }
    }

    func open(
        _ ciphertext: ArraySlice<UInt8>,
        tag: ArraySlice<UInt8>,
        nonce: ArraySlice<UInt8>,
        authenticating data: [UInt8]
    ) -> [UInt8]? {
        start(nonce: nonce, authenticating: data)
        let context = unsafe handle.pointer
        var tag = Array(tag)
        unsafe Libcrypto.demand(
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag),
            "EVP_CTRL_AEAD_SET_TAG"
        )
        var isGenuine = false
        // One spare byte, so that there is an address even for an empty plaintext.
        var plaintext = unsafe [UInt8](unsafeUninitializedCapacity: ciphertext.count + 1) {
            buffer,
            count in
            unsafe update(ciphertext, into: buffer.baseAddress)
            var rest: Int32 = 0
            let end = unsafe buffer.baseAddress.map { unsafe $0 + ciphertext.count }
            isGenuine = Libcrypto.succeeded(unsafe EVP_CipherFinal_ex(context, end, &rest))
            count = ciphertext.count
        }
        guard isGenuine else {
            // What was decrypted from a forgery is not for anybody's eyes.
            Libcrypto.wipe(&plaintext)
            return nil
        }
        return plaintext
    }

    private func start(nonce: ArraySlice<UInt8>, authenticating data: [UInt8]) {
        let context = unsafe handle.pointer
        unsafe nonce.withUnsafeBufferPointer {
            // -1 keeps the direction, no key keeps the key's schedule.
            unsafe Libcrypto.demand(
                EVP_CipherInit_ex2(context, nil, nil, $0.baseAddress, -1, nil),
                "EVP_CipherInit_ex2"
            )
        }
        unsafe data.withUnsafeBufferPointer {
            guard $0.count > 0 else { return }
            var length: Int32 = 0
            unsafe Libcrypto.demand(
                EVP_CipherUpdate(context, nil, &length, $0.baseAddress, Int32($0.count)),
                "EVP_CipherUpdate"
            )
        }
    }

    private func update(_ bytes: ArraySlice<UInt8>, into output: UnsafeMutablePointer<UInt8>?) {
        unsafe bytes.withUnsafeBufferPointer {
            guard $0.count > 0 else { return }
            var length: Int32 = 0
            unsafe Libcrypto.demand(
                EVP_CipherUpdate(handle.pointer, output, &length, $0.baseAddress, Int32($0.count)),
                "EVP_CipherUpdate"
            )
        }
    }
}
