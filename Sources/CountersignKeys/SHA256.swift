/// SHA-256 and its HMAC for callers that hold no keyring: fingerprints, and secrets of their own.
public enum SHA256 {
    /// The hash of some bytes, 32 bytes.
    ///
    /// Source: FIPS 180-4.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] { Libcrypto.sha256.hash(bytes) }

    /// HMAC-SHA-256 under a key, 32 bytes.
    ///
    /// Source: RFC 2104.
    public static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        Libcrypto.sha256.hmac(key: key, message)
    }
}

/// Comparisons that tell nothing by how long they take.
public enum ConstantTime {
    /// Whether two byte strings are equal, in time that depends on their lengths only.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        Libcrypto.areEqual(left, right)
    }
}
