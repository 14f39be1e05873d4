/// Chance that a seed decides: the same seed, stream and index give the same numbers on every run.
///
/// Each message of a platform has a stream position of its own, so that its fate does not depend on
/// what happened to others, nor on when it came. Source: SplitMix64; Steele, Lea and Flood, 2014.
struct SeededChance: Sendable {
    private var state: UInt64

    /// The numbers of one index of a named stream.
    init(seed: UInt64, stream: String, index: UInt64) {
        // FNV-1a spreads the name; one step of the generator each keeps neighbours apart.
        var name: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in stream.utf8 { name = (name ^ UInt64(byte)) &* 0x100_0000_01B3 }
        state = SeededChance.mixed(SeededChance.mixed(seed ^ name) &+ index)
    }

    /// The next number from 0 up to but not including 1.
    mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Double(SeededChance.mixed(state) >> 11) * 0x1p-53
    }

    private static func mixed(_ number: UInt64) -> UInt64 {
        var value = number
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
