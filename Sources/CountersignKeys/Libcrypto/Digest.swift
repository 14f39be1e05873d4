internal import CCrypto
internal import CountersignCore

/// One hash function, fetched, with its contexts: the hash itself and HMAC over it.
final class Digest: Sendable {
    let algorithm: HashAlgorithm
    private let hashContexts: Pool<HashContext>
    private let macContexts: Pool<MACContext>

    init(_ algorithm: HashAlgorithm) {
        self.algorithm = algorithm
        let function = HashFunction(algorithm)
        hashContexts = Pool { HashContext(function) }
        macContexts = Pool { MACContext(algorithm) }
    }

    /// The hash of some bytes.
    func hash(_ bytes: [UInt8]) -> [UInt8] {
        hashContexts.withContext { $0.hash(bytes) }
    }

    /// HMAC of a message under a key of any length.
    func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        hmac(key: key, message: message.span)
    }

    /// HMAC of a message that is itself a secret.
    func hmac(key: [UInt8], message: Span<UInt8>) -> [UInt8] {
        macContexts.withContext { $0.mac(key: key.span, message) }
    }
}

/// A fetched hash function.
// Unchecked: a fetched EVP_MD is immutable and its use from many threads is documented as safe.
private final class HashFunction: @unchecked Sendable {
    let handle: Handle
    let byteCount: Int

    init(_ algorithm: HashAlgorithm) {
        let name =
            switch algorithm {
            case .sha1: "SHA1"
            case .sha256: "SHA2-256"
            case .sha384: "SHA2-384"
            case .sha512: "SHA2-512"
            }
        unsafe handle = Handle(
            owning: Libcrypto.demand(EVP_MD_fetch(nil, name, nil), "EVP_MD_fetch"),
            release: EVP_MD_free
        )
        byteCount = algorithm.byteCount
    }
}

/// A running hash.
// Unchecked: the pool lends it to one borrower at a time, and its lock orders them.
private final class HashContext: @unchecked Sendable {
    private let function: HashFunction
    private let handle: Handle

    init(_ function: HashFunction) {
        self.function = function
        unsafe handle = Handle(
            owning: Libcrypto.demand(EVP_MD_CTX_new(), "EVP_MD_CTX_new"),
            release: EVP_MD_CTX_free
        )
    }

    func hash(_ bytes: [UInt8]) -> [UInt8] {
        let context = unsafe handle.pointer
        unsafe Libcrypto.demand(
            EVP_DigestInit_ex2(context, function.handle.pointer, nil),
            "EVP_DigestInit_ex2"
        )
        unsafe bytes.withUnsafeBytes {
            unsafe Libcrypto.demand(
                EVP_DigestUpdate(context, $0.baseAddress, $0.count),
                "EVP_DigestUpdate"
            )
        }
        return unsafe [UInt8](unsafeUninitializedCapacity: function.byteCount) { buffer, count in
            var length: UInt32 = 0
            unsafe Libcrypto.demand(
                EVP_DigestFinal_ex(context, buffer.baseAddress, &length),
                "EVP_DigestFinal_ex"
            )
            count = Int(length)
        }
    }
}
