/// Contrast of two colours.
///
/// Source: WCAG 2.2, "relative luminance" and "contrast ratio".
enum Contrast {
    /// The ratio of two colours `#rrggbb`, 1 to 21; nil when one is no colour.
    static func ratio(_ first: String, _ second: String) -> Double? {
        guard let left = luminance(first), let right = luminance(second) else { return nil }
        return (max(left, right) + 0.05) / (min(left, right) + 0.05)
    }

    /// Black or white, whichever reads better on a colour.
    static func ink(on colour: String) -> String {
        let white = ratio(colour, "#ffffff") ?? 1
        let black = ratio(colour, "#000000") ?? 1
        return white >= black ? "#ffffff" : "#000000"
    }

    /// Relative luminance, 0 to 1; nil for what is not `#rrggbb`.
    static func luminance(_ colour: String) -> Double? {
        let digits = Array(colour.utf8)
        guard digits.count == 7, digits[0] == UInt8(ascii: "#") else { return nil }
        var sum = 0.0
        for (index, weight) in [0.2126, 0.7152, 0.0722].enumerated() {
            guard let high = nibble(digits[1 + 2 * index]), let low = nibble(digits[2 + 2 * index])
            else { return nil }
            sum += weight * linear(Double(high * 16 + low) / 255)
        }
        return sum
    }

    /// One decimal, rounded down: 4.49 is not 4.5.
    static func words(_ ratio: Double) -> String {
        let tenths = Int(ratio * 10)
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func nibble(_ byte: UInt8) -> Int? {
        switch byte {
        case 48...57: Int(byte) - 48
        case 65...70: Int(byte) - 55
        case 97...102: Int(byte) - 87
        default: nil
        }
    }

    private static func linear(_ channel: Double) -> Double {
        if channel <= 0.04045 { return channel / 12.92 }
        return power24((channel + 0.055) / 1.055)
    }

    /// `base` to the power of 2.4 for 0 < base ≤ 1, without the C library: its fifth root to the 12th.
    private static func power24(_ base: Double) -> Double {
        var root = 1.0
        // Newton's method falls towards the root from above; thirty steps reach it from 1.
        for _ in 0..<30 {
            let fourth = root * root * root * root
            root -= (root * fourth - base) / (5 * fourth)
        }
        let third = root * root * root
        return third * third * third * third
    }
}
