internal import CCrypto
internal import CountersignCore

/// The one funnel for libcrypto's return codes, and the algorithms, fetched once.
///
/// A fetched algorithm is immutable and may be used by all threads at once; fetching is the dear part
/// of an operation (OpenSSL's guide, "Performance").
enum Libcrypto {
    static let sha1 = Digest(.sha1)
    static let sha256 = Digest(.sha256)
    static let sha384 = Digest(.sha384)
    static let sha512 = Digest(.sha512)

    /// The digest of an algorithm.
    static func digest(_ algorithm: HashAlgorithm) -> Digest {
        switch algorithm {
        case .sha1: sha1
        case .sha256: sha256
        case .sha384: sha384
        case .sha512: sha512
        }
    }

    /// Whether a call went well: exactly 1.
    ///
    /// The queue of errors is emptied when it did not, so that
    /// no later call on this thread reports somebody else's failure.
    static func succeeded(_ status: Int32) -> Bool {
        if status == 1 { return true }
        ERR_clear_error()
        return false
    }

    /// The pointer of a call that may fail; see ``succeeded(_:)``.
    static func result(_ pointer: OpaquePointer?) -> OpaquePointer? {
        if unsafe pointer == nil { ERR_clear_error() }
        return unsafe pointer
    }

    /// Ends the process when a call fails that can fail only without memory or with a broken
    /// installation: no answer is better than one without its protection.
    static func demand(_ status: Int32, _ call: StaticString) {
        if status != 1 { broken(call) }
    }

    /// The pointer of a call that can fail only as ``demand(_:_:)`` says.
    static func demand(_ pointer: OpaquePointer?, _ call: StaticString) -> OpaquePointer {
        guard let pointer = unsafe pointer else { broken(call) }
        return unsafe pointer
    }

    /// Overwrites the bytes of an array that held a secret; it is empty afterwards.
    static func wipe(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
        bytes.removeAll()
    }

    /// Whether two byte strings are equal, in time that depends on their lengths only.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                unsafe CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }

    private static func broken(_ call: StaticString) -> Never {
        var text = [CChar](repeating: 0, count: 256)
        unsafe ERR_error_string_n(ERR_get_error(), &text, text.count)
        let reason = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        fatalError("libcrypto refused \(call): \(reason)")
    }
}
