import Foundation

/// Published data that lies beside the tests.
enum Vectors {
    /// Decodes one file of `Vectors/`, with Foundation's reader and not the one under test.
    static func load<Value: Decodable>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws -> Value {
        let file = Bundle.module.bundleURL.appending(path: "Vectors/\(name).json")
        return try JSONDecoder().decode(Value.self, from: Data(contentsOf: file))
    }
}

/// Chance that repeats: SplitMix64 from a seed that a failure names.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
