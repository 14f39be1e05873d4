/// A number drawn from bytes, the same on every machine and in every run.
///
/// It spreads, it keeps no secret: whoever knows the bytes knows the number. What must not be guessed is
/// made with a key.
public enum SteadyHash {
    /// 64 bits from some bytes.
    ///
    /// Source: FNV-1a, then the finalizer of SplitMix64, which spreads the last bytes over all bits.
    public static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        return mixed(hash)
    }

    /// The same number spread over all bits; different numbers stay different.
    public static func mixed(_ number: UInt64) -> UInt64 {
        var hash = number
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return hash ^ hash >> 31
    }

    /// A number from 0 and below `bound`, each as likely as the others.
    public static func number(below bound: Int, from hash: UInt64) -> Int {
        precondition(bound > 0, "There is no number below zero to draw.")
        return Int(hash.multipliedFullWidth(by: UInt64(bound)).high)
    }
}
