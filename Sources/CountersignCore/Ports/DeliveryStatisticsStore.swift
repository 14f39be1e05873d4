/// Why there is no delivery report.
public enum DeliveryStatisticsFailure: Error, Equatable, Sendable {
    /// The store could not be read.
    case store(StoreFailure)
    /// More rows than a report may have, which is ``DeliveryTally/keysMax``: ask for a shorter range
    /// or for one merchant.
    case tooManyRows
}

/// The store's memory of what became of messages.
public protocol DeliveryStatisticsStore: Sendable {
    /// Counts what became of the messages of a range, and of the one before it.
    ///
    /// Nothing is locked meanwhile: what changes while it counts is seen in its old or its new state.
    func deliveryTallies(
        _ query: DeliveryStatisticsQuery,
        at now: Instant
    ) async throws(DeliveryStatisticsFailure) -> (tally: DeliveryTally, before: DeliveryTally)
}
