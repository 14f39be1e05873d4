import CountersignCore

/// A confirmation's id as two words, so that hundreds of thousands fit and compare fast.
struct ConfirmationKey: Hashable, Sendable {
    private static let prefix = Array("cnf_".utf8)
    private static let digitCount = 26

    let high: UInt64
    let low: UInt64

    /// Reads the bytes of an id; nil when they are none.
    init?(_ text: ArraySlice<UInt8>) {
        guard text.count == 4 + ConfirmationKey.digitCount,
            text.starts(with: ConfirmationKey.prefix)
        else { return nil }
        var (high, low): (UInt64, UInt64) = (0, 0)
        for character in text.dropFirst(4) {
            let digit = ConfirmationKey.values[Int(character)]
            guard digit < 32, high >> 59 == 0 else { return nil }
            high = high << 5 | low >> 59
            low = low << 5 | UInt64(digit)
        }
        (self.high, self.low) = (high, low)
    }

    /// The id.
    var id: ConfirmationID {
        let bytes = [high, low].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
        let milliseconds = bytes[..<6].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return ConfirmationID(
            at: Instant(milliseconds: milliseconds),
            random: Array(bytes[6...])
        )
    }

    /// Crockford's digits by their ASCII code; 255 for every other byte.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8.enumerated() {
            values[Int(digit)] = UInt8(value)
        }
        return values
    }()
}
