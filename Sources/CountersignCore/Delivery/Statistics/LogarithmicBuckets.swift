/// Where a histogram counts a number so that its error stays a fixed part of it.
///
/// Shape: numbers below `2 << stepBits` have a bucket each; above, every power of two is cut into
/// `1 << stepBits` equal buckets. A bucket stands for its middle.
public struct LogarithmicBuckets: Sendable {
    /// Buckets of one power of two, as a power of two.
    private let stepBits: Int

    /// Buckets that are right to one part in `2 << stepBits`.
    public init(stepBits: Int) {
        self.stepBits = stepBits
    }

    /// The bucket that a number falls into.
    public func bucket(of value: UInt64) -> Int {
        let width = UInt64.bitWidth - value.leadingZeroBitCount
        let shift = max(0, width - stepBits - 1)
        return shift << stepBits + Int(value >> UInt64(shift))
    }

    /// The number that a bucket stands for.
    public func middle(of bucket: Int) -> UInt64 {
        guard bucket >= 2 << stepBits else { return UInt64(bucket) }
        let shift = bucket >> stepBits - 1
        let low = UInt64(bucket - shift << stepBits) << UInt64(shift)
        return low + (1 << UInt64(shift)) / 2
    }

    /// Which of `count` numbers, in order and from 1, the permille asks for; 990 asks for the 99th percentile.
    public static func rank(permille: Int, of count: Int) -> Int {
        max(1, (count * min(max(permille, 0), 1_000) + 999) / 1_000)
    }
}
