internal import CCrypto

/// The public key of a certificate that a provider signs its callbacks with.
///
/// Whoever fetched the certificate vouches for where it came from; its chain is not looked at.
@safe
// Unchecked: an EVP_PKEY that nobody changes may be used from many threads.
public final class WireCertificate: @unchecked Sendable {
    private let key: Handle

    /// The key of the first certificate in a PEM text; nil when there is none with an RSA key.
    public init?(pem: [UInt8]) {
        guard let file = unsafe BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else {
            return nil
        }
        defer { unsafe _ = BIO_free(file) }
        guard
            let certificate = unsafe Libcrypto.result(PEM_read_bio_X509(file, nil, nil, nil))
        else { return nil }
        defer { unsafe X509_free(certificate) }
        guard let pointer = unsafe Libcrypto.result(X509_get_pubkey(certificate)) else {
            return nil
        }
        unsafe key = Handle(owning: pointer, release: EVP_PKEY_free)
        guard unsafe EVP_PKEY_is_a(key.pointer, "RSA") == 1 else { return nil }
    }

    /// Whether an RSASSA-PKCS1-v1_5 signature of a message verifies.
    ///
    /// Source: RFC 8017 section 8.2.
    public func isValid(signature: [UInt8], of message: [UInt8], _ hash: WireHash) -> Bool {
        guard !signature.isEmpty else { return false }
        return SignatureContext()
            .accepts(signature, of: message, by: key, hash: hash.libcryptoName)
    }
}
