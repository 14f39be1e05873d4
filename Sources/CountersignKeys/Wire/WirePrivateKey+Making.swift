internal import CCrypto

extension WirePrivateKey {
    /// A new RSA key of 2,048 bits as PEM text (PKCS #8), for a counterpart that is simulated.
    ///
    /// Takes about a tenth of a second of one processor.
    public static func newRSAPEM() -> [UInt8] {
        // Without a wish of ours the library makes keys of 2,048 bits.
        newPEM("RSA", group: nil)
    }

    /// A new P-256 key as PEM text (PKCS #8), for a counterpart that is simulated.
    public static func newP256PEM() -> [UInt8] { newPEM("EC", group: "P-256") }

    private static func newPEM(_ algorithm: String, group: String?) -> [UInt8] {
        let context = unsafe Handle(
            owning: Libcrypto.demand(
                EVP_PKEY_CTX_new_from_name(nil, algorithm, nil),
                "EVP_PKEY_CTX_new_from_name"
            ),
            release: EVP_PKEY_CTX_free
        )
        unsafe Libcrypto.demand(EVP_PKEY_keygen_init(context.pointer), "EVP_PKEY_keygen_init")
        if let group {
            unsafe Libcrypto.demand(
                EVP_PKEY_CTX_set_group_name(context.pointer, group),
                "EVP_PKEY_CTX_set_group_name"
            )
        }
        var made: OpaquePointer?
        unsafe Libcrypto.demand(EVP_PKEY_generate(context.pointer, &made), "EVP_PKEY_generate")
        let key = unsafe Handle(
            owning: Libcrypto.demand(made, "EVP_PKEY_generate"),
            release: EVP_PKEY_free
        )
        let file = unsafe Handle(
            owning: Libcrypto.demand(BIO_new(BIO_s_mem()), "BIO_new"),
            release: { unsafe BIO_free_all($0) }
        )
        unsafe Libcrypto.demand(
            PEM_write_bio_PrivateKey(file.pointer, key.pointer, nil, nil, 0, nil, nil),
            "PEM_write_bio_PrivateKey"
        )
        var pem: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe BIO_read(file.pointer, &piece, Int32(piece.count))
            guard count > 0 else { return pem }
            pem += piece.prefix(Int(count))
        }
    }
}
