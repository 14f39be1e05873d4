/// A part of a whole in ten-thousandths, rounded half up; never a floating-point number.
public struct Share: Hashable, Comparable, Sendable {
    /// Ten-thousandths of the whole: 9431 is 94.31 %.
    public let tenThousandths: Int

    /// A part of a whole; nil where there is no whole.
    public init?(_ part: Int, of whole: Int) {
        guard whole > 0 else { return nil }
        tenThousandths = (part * 20_000 + whole) / (2 * whole)
    }

    /// As a number from 0 with four decimals: `0.9431`.
    public var decimal: String {
        let digits = String(10_000 + tenThousandths % 10_000).dropFirst()
        return "\(tenThousandths / 10_000).\(digits)"
    }

    /// For people, with one decimal: `94.3 %`.
    public var percent: String {
        let tenths = (tenThousandths + 5) / 10
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// Whether a share is smaller.
    public static func < (left: Share, right: Share) -> Bool {
        left.tenThousandths < right.tenThousandths
    }
}
