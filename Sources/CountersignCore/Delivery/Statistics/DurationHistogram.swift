/// Counts durations so that quantiles cost little memory and are right to one part in 64.
///
/// Shape: milliseconds below 64 have a bucket each; above, every power of two is cut into 32 equal
/// buckets, of which only those that were met take memory. A bucket stands for its middle.
public struct DurationHistogram: Equatable, Sendable {
    private static let scale = LogarithmicBuckets(stepBits: 5)

    /// How many durations were counted.
    public private(set) var count = 0
    private var buckets: [Int: Int] = [:]

    /// No durations.
    public init() {}

    /// Counts one duration; a negative one, of a clock that was set back, counts as zero.
    public mutating func record(milliseconds: Int64) {
        count += 1
        buckets[DurationHistogram.scale.bucket(of: UInt64(max(0, milliseconds))), default: 0] += 1
    }

    /// Counts what another one has counted.
    public mutating func add(_ other: DurationHistogram) {
        count += other.count
        buckets.merge(other.buckets) { $0 + $1 }
    }

    /// The smallest duration in milliseconds that a part of all does not exceed; 950 asks for the
    /// 95th percentile.
    ///
    /// Nil when nothing was counted.
    public func quantile(permille: Int) -> Int64? {
        let rank = LogarithmicBuckets.rank(permille: permille, of: count)
        var seen = 0
        for (bucket, number) in buckets.sorted(by: { $0.key < $1.key }) {
            seen += number
            if seen >= rank { return Int64(DurationHistogram.scale.middle(of: bucket)) }
        }
        return nil
    }
}
