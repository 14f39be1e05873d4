import CountersignCore

/// Counts latencies so that quantiles cost little memory and are exact to one part in 64.
///
/// Shape: values below 128 have a bucket each; above, every power of two is cut into 64 equal
/// buckets. Units: nanoseconds, from 0 to 2^42 (over an hour); larger ones count as the largest.
public struct LatencyHistogram: Equatable, Sendable {
    private static let scale = LogarithmicBuckets(stepBits: 6)
    private static let valueMax: UInt64 = 1 << 42

    /// How many latencies were counted.
    public private(set) var count = 0
    /// The longest one, exactly.
    public private(set) var nanosecondsMax: UInt64 = 0
    private var buckets: [UInt32]

    /// No latencies.
    public init() {
        buckets = .init(
            repeating: 0,
            count: LatencyHistogram.scale.bucket(of: LatencyHistogram.valueMax) + 1
        )
    }

    /// Counts one latency.
    public mutating func record(nanoseconds: UInt64) {
        count += 1
        nanosecondsMax = max(nanosecondsMax, nanoseconds)
        let value = min(nanoseconds, LatencyHistogram.valueMax)
        buckets[LatencyHistogram.scale.bucket(of: value)] &+= 1
    }

    /// The smallest latency that a part of all does not exceed; 990 asks for the 99th percentile.
    ///
    /// Zero when nothing was counted.
    public func quantile(permille: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        let rank = LogarithmicBuckets.rank(permille: permille, of: count)
        var seen = 0
        for (bucket, number) in buckets.enumerated() where number > 0 {
            seen += Int(number)
            if seen >= rank {
                return min(LatencyHistogram.scale.middle(of: bucket), nanosecondsMax)
            }
        }
        return nanosecondsMax
    }

    /// The usual quantiles.
    public var summary: LatencySummary {
        LatencySummary(
            count: count,
            p50: quantile(permille: 500),
            p90: quantile(permille: 900),
            p99: quantile(permille: 990),
            p999: quantile(permille: 999),
            max: nanosecondsMax
        )
    }
}

/// Quantiles of latencies in nanoseconds.
public struct LatencySummary: Equatable, Sendable {
    /// How many latencies were counted.
    public let count: Int
    /// The median.
    public let p50: UInt64
    /// Nine of ten are no longer.
    public let p90: UInt64
    /// Ninety-nine of a hundred are no longer.
    public let p99: UInt64
    /// All but one of a thousand are no longer.
    public let p999: UInt64
    /// The longest.
    public let max: UInt64

    /// Quantiles that are known.
    public init(count: Int, p50: UInt64, p90: UInt64, p99: UInt64, p999: UInt64, max: UInt64) {
        self.count = count
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.p999 = p999
        self.max = max
    }
}
