internal import CountersignCore

/// Hashes and their HMACs as providers' wire formats name them.
///
/// Source: FIPS 180-4, RFC 2104.
public enum WireHash: CaseIterable, Sendable {
    /// SHA-1, only where a provider signs with nothing better.
    case sha1
    case sha256
    case sha384
    case sha512

    /// The hash of some bytes.
    public func hash(_ bytes: [UInt8]) -> [UInt8] { Libcrypto.digest(algorithm).hash(bytes) }

    /// HMAC of a message under a key of any length.
    public func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        Libcrypto.digest(algorithm).hmac(key: key, message)
    }

    /// The name that libcrypto knows it by.
    var libcryptoName: String { algorithm.rawValue }

    private var algorithm: HashAlgorithm {
        switch self {
        case .sha1: .sha1
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }
}
