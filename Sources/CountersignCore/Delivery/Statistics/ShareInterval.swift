/// A share with the bounds within which the true one lies, in 95 of 100 such samples.
///
/// It is honest about small numbers: 0 of 10 has bounds from 0 to 27.8 %.
/// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927:
/// the score interval, without continuity correction.
public struct ShareInterval: Equatable, Sendable {
    /// Standard errors on either side of which 5 in 100 lie.
    static let standardErrors = 1.959_963_984_540_054

    /// How many of the sample.
    public let part: Int
    /// The sample.
    public let whole: Int
    /// The share, from 0 to 1.
    public let share: Double
    /// The lower bound, from 0.
    public let low: Double
    /// The upper bound, to 1.
    public let high: Double

    /// The share of a part; nil where there is no whole.
    public init?(_ part: Int, of whole: Int) {
        guard whole > 0, (0...whole).contains(part) else { return nil }
        let count = Double(whole)
        let share = Double(part) / count
        let square = ShareInterval.standardErrors * ShareInterval.standardErrors
        let middle = (share + square / (2 * count)) / (1 + square / count)
        let reach =
            ShareInterval.standardErrors / (1 + square / count)
            * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
        self.part = part
        self.whole = whole
        self.share = share
        // At the ends the bound is the share itself, whatever rounding makes of it.
        self.low = part == 0 ? 0 : max(0, middle - reach)
        self.high = part == whole ? 1 : min(1, middle + reach)
    }
}

/// The difference of two shares with the bounds within which the true one lies, in 95 of 100 such
/// samples.
///
/// Source: R. G. Newcombe, Interval estimation for the difference between independent proportions,
/// Statistics in Medicine 17, 1998, method 10: from the score intervals of both.
public struct ShareDifference: Equatable, Sendable {
    /// The first share less the second, from -1 to 1.
    public let difference: Double
    /// The lower bound.
    public let low: Double
    /// The upper bound.
    public let high: Double

    /// How much larger a share is than another.
    public init(_ share: ShareInterval, minus other: ShareInterval) {
        difference = share.share - other.share
        low =
            difference
            - ShareDifference.length(share.share - share.low, other.high - other.share)
        high =
            difference
            + ShareDifference.length(share.high - share.share, other.share - other.low)
    }

    private static func length(_ one: Double, _ other: Double) -> Double {
        (one * one + other * other).squareRoot()
    }
}
