/// SHA-256 without any key, for fingerprints.
public enum SHA256 {
    /// The hash of some bytes, 32 bytes. Source: FIPS 180-4.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] { Libcrypto.sha256.hash(bytes) }
}
