import Foundation

/// How long something takes, as a distribution in milliseconds.
public enum Latency: Equatable, Sendable {
    /// Always the same.
    case fixed(milliseconds: Int)
    /// Every value between the two is as likely as any other.
    case uniform(fromMilliseconds: Int, toMilliseconds: Int)
    /// Log-normal, as delays of networks and people are: half are below `p50`, 95 % below `p95`.
    case lognormal(p50Milliseconds: Int, p95Milliseconds: Int)

    /// Longest time that is ever drawn, in milliseconds.
    public static let millisecondsMax = 600_000
    /// The 95th percentile of the standard normal distribution.
    private static let deviationsOf95 = 1.644_853_626_951_472_7

    /// A time from two numbers of ``SeededChance``; both are always drawn, so that other decisions do
    /// not move when the distribution is changed.
    func milliseconds(_ first: Double, _ second: Double) -> Int {
        let drawn: Double
        switch self {
        case .fixed(let milliseconds): return milliseconds
        case .uniform(let from, let to): drawn = Double(from) + first * Double(to - from)
        case .lognormal(let p50, let p95):
            let deviation = log(Double(p95) / Double(p50)) / Latency.deviationsOf95
            // Box and Muller, 1958; 1 - first is never 0.
            let normal = (-2 * log(1 - first)).squareRoot() * cos(2 * Double.pi * second)
            drawn = Double(p50) * exp(deviation * normal)
        }
        return Int(min(drawn, Double(Latency.millisecondsMax)).rounded())
    }
}
