public import CountersignCore

extension SQLiteStore: DeliveryStatisticsStore {
    /// Counts what became of the messages of a range, and of the one before it.
    ///
    /// Read in slices by a thread of its own: no commit and no other read waits for a report.
    public func deliveryTallies(
        _ query: DeliveryStatisticsQuery,
        at now: Instant
    ) async throws(DeliveryStatisticsFailure) -> (tally: DeliveryTally, before: DeliveryTally) {
        (
            try await deliveryTally(query, from: query.since, until: query.until, at: now),
            try await deliveryTally(query, from: query.normSince, until: query.since, at: now)
        )
    }

    private func deliveryTally(
        _ query: DeliveryStatisticsQuery,
        from since: Instant,
        until: Instant,
        at now: Instant
    ) async throws(DeliveryStatisticsFailure) -> DeliveryTally {
        let range = DeliverySlice.Range(
            merchant: query.merchant,
            mode: query.mode,
            since: since,
            until: until,
            byMerchant: query.dimensions.contains(.merchant)
        )
        var tally = DeliveryTally(byMerchant: range.byMerchant)
        var place: String? = range.idBefore
        while let after = place {
            let slice: DeliverySlice
            do throws(StoreFailure) {
                slice = try await reportReader.run { reader throws(StoreFault) in
                    try reader.deliverySlice(of: range, after: after, at: now)
                }
            } catch {
                throw .store(error)
            }
            tally.add(slice.tally)
            guard !tally.isTooLarge else { throw .tooManyRows }
            place = slice.next
        }
        return tally
    }
}
