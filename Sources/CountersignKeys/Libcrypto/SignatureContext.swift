internal import CCrypto

/// libcrypto's context of one signature, made or checked.
///
/// Making it is a hundredth of the work of signing: no pool.
struct SignatureContext: ~Copyable {
    private let handle: Handle

    init() {
        unsafe handle = Handle(
            owning: Libcrypto.demand(EVP_MD_CTX_new(), "EVP_MD_CTX_new"),
            release: EVP_MD_CTX_free
        )
    }

    var pointer: OpaquePointer { unsafe handle.pointer }

    /// Makes ready to sign; `hash` is libcrypto's name, nil where the key's algorithm brings its own.
    func begin(signingWith key: borrowing Handle, hash: String? = nil) {
        unsafe Libcrypto.demand(
            EVP_DigestSignInit_ex(pointer, nil, hash, nil, nil, key.pointer, nil),
            "EVP_DigestSignInit_ex"
        )
    }

    /// Whether a signature of a message verifies under a key.
    func accepts(
        _ signature: [UInt8],
        of message: [UInt8],
        by key: borrowing Handle,
        hash: String? = nil
    ) -> Bool {
        Libcrypto.succeeded(
            unsafe EVP_DigestVerifyInit_ex(pointer, nil, hash, nil, nil, key.pointer, nil)
        )
            && Libcrypto.succeeded(
                unsafe EVP_DigestVerify(
                    pointer,
                    signature,
                    signature.count,
                    message,
                    message.count
                )
            )
    }
}
