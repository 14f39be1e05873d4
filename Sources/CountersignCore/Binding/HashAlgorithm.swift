/// The hash functions that a suite string or a key derivation can name.
public enum HashAlgorithm: String, CaseIterable, Hashable, Sendable {
    /// SHA-1, for published vectors only; nothing of ours uses it.
    case sha1 = "SHA1"
    /// SHA-256.
    case sha256 = "SHA256"
    /// SHA-384, for providers' signatures only; no OCRA suite names it.
    case sha384 = "SHA384"
    /// SHA-512.
    case sha512 = "SHA512"

    /// Length of its output in bytes.
    public var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }
}
