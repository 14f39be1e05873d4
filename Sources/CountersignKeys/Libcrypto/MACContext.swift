internal import CCrypto
internal import CountersignCore

/// HMAC as an algorithm, fetched once.
// Unchecked: a fetched EVP_MAC is immutable and its use from many threads is documented as safe.
private final class MACAlgorithm: @unchecked Sendable {
    static let hmac = MACAlgorithm()

    let handle: Handle

    private init() {
        unsafe handle = Handle(
            owning: Libcrypto.demand(
                EVP_MAC_fetch(nil, OSSL_MAC_NAME_HMAC, nil),
                "EVP_MAC_fetch"
            ),
            release: EVP_MAC_free
        )
    }
}

/// A running HMAC over one hash function.
// Unchecked: the pool lends it to one borrower at a time, and its lock orders them.
final class MACContext: @unchecked Sendable {
    /// Whether libcrypto starts a context anew under the key that it has.
    ///
    /// Before 3.0.3 it reported success, did nothing, and gave wrong MACs from the second use on
    /// (openssl/openssl#17811).
    static let keepsKeyReliably = OpenSSL_version_num() >= 0x3000_0030

    private let handle: Handle
    private let byteCount: Int

    init(_ algorithm: HashAlgorithm) {
        unsafe handle = Handle(
            owning: Libcrypto.demand(
                EVP_MAC_CTX_new(MACAlgorithm.hmac.handle.pointer),
                "EVP_MAC_CTX_new"
            ),
            release: EVP_MAC_CTX_free
        )
        byteCount = algorithm.byteCount
        // The parameter is copied by the call, so the name need not outlive it.
        var name = Array(algorithm.rawValue.utf8CString)
        unsafe name.withUnsafeMutableBufferPointer { name in
            var parameters = unsafe [
                OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
                OSSL_PARAM_construct_end(),
            ]
            unsafe Libcrypto.demand(
                EVP_MAC_CTX_set_params(handle.pointer, &parameters),
                "EVP_MAC_CTX_set_params"
            )
        }
    }

    /// A context that has a key already, for ``mac(_:)``.
    convenience init(_ algorithm: HashAlgorithm, key: Span<UInt8>) {
        self.init(algorithm)
        start(key: key)
    }

    /// HMAC of a message under a key of any length; the context keeps the key.
    func mac(key: Span<UInt8>, _ message: Span<UInt8>) -> [UInt8] {
        start(key: key)
        return finish(message)
    }

    /// HMAC of a message under the key that the context has; half the work of starting with a key.
    ///
    /// Only where ``keepsKeyReliably``.
    func mac(_ message: [UInt8]) -> [UInt8] {
        unsafe Libcrypto.demand(EVP_MAC_init(handle.pointer, nil, 0, nil), "EVP_MAC_init")
        return finish(message.span)
    }

    private func start(key: Span<UInt8>) {
        guard key.count > 0 else {
            // No bytes would have no address, and no address means "the key from last time". HMAC
            // fills keys up with zeroes (RFC 2104 section 2), so one zero byte is the same key.
            return start(key: ([0] as [UInt8]).span)
        }
        unsafe key.withUnsafeBufferPointer {
            unsafe Libcrypto.demand(
                EVP_MAC_init(handle.pointer, $0.baseAddress, $0.count, nil),
                "EVP_MAC_init"
            )
        }
    }

    private func finish(_ message: Span<UInt8>) -> [UInt8] {
        let context = unsafe handle.pointer
        unsafe message.withUnsafeBufferPointer {
            // Without bytes there may be no address either; nothing to add then.
            guard $0.count > 0 else { return }
            unsafe Libcrypto.demand(
                EVP_MAC_update(context, $0.baseAddress, $0.count),
                "EVP_MAC_update"
            )
        }
        return unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            var length = 0
            unsafe Libcrypto.demand(
                EVP_MAC_final(context, buffer.baseAddress, &length, buffer.count),
                "EVP_MAC_final"
            )
            count = length
        }
    }
}
