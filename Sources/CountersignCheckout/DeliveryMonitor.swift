public import CountersignCore
import Synchronization

/// Tells what became of messages: counts, rates, times and cost.
///
/// It only reads, and never more than a few reports at once: each takes a good part of a processor.
public final class DeliveryMonitor: Sendable {
    /// Reports that are made at once; more are refused as an overload.
    public static let underWayMax = 2

    private let store: any DeliveryStatisticsStore
    private let prices: [String: ProviderPrices]
    private let clock: any Clock
    private let underWay = Mutex(0)

    /// A monitor over a store.
    /// - Parameter prices: what providers take, by their name in the configuration.
    public init(
        store: any DeliveryStatisticsStore,
        prices: [String: ProviderPrices],
        clock: any Clock
    ) {
        self.store = store
        self.prices = prices
        self.clock = clock
    }

    /// A report of what became of the messages of a range.
    public func statistics(
        _ query: DeliveryStatisticsQuery
    ) async throws(DeliveryStatisticsFailure) -> DeliveryStatistics {
        let mayBegin = underWay.withLock { count in
            guard count < DeliveryMonitor.underWayMax else { return false }
            count += 1
            return true
        }
        guard mayBegin else { throw .store(.overloaded) }
        defer { underWay.withLock { $0 -= 1 } }
        let tallies = try await store.deliveryTallies(query, at: clock.now())
        return DeliveryStatistics(
            query,
            tally: tallies.tally,
            before: tallies.before,
            prices: prices
        )
    }
}
