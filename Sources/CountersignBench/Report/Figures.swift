/// Numbers as the report writes them, without locale and without rounding surprises.
enum Figures {
    /// A rate with thousands separators: `26,012`; below ten with one decimal.
    static func rate(_ value: Double) -> String {
        guard value >= 10 else { return tenths(value) }
        return grouped(Int(value.rounded()))
    }

    /// A duration in the unit that fits: `850 µs`, `12.3 ms`, `1.2 s`.
    static func duration(nanoseconds: UInt64) -> String {
        let value = Double(nanoseconds)
        if value < 999_500 { return "\(Int((value / 1_000).rounded())) µs" }
        if value < 999_950_000 { return "\(tenths(value / 1_000_000)) ms" }
        return "\(tenths(value / 1_000_000_000)) s"
    }

    /// A ratio with two decimals: `0.74`.
    static func ratio(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// A whole number with thousands separators.
    static func grouped(_ value: Int) -> String {
        var digits = Array(String(value))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return String(digits)
    }

    /// A text moved to the right or left end of a column.
    static func pad(_ text: String, to width: Int, right: Bool = true) -> String {
        let blank = String(repeating: " ", count: max(0, width - text.count))
        return right ? blank + text : text + blank
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
