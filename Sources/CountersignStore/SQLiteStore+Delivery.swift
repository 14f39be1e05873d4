public import CountersignCore

extension SQLiteStore: DeliveryStatisticsStore {
    /// Counts what became of the messages of a range, and of the one before it.
    ///
    /// Read in slices: no commit and no other read waits for a report.
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
        let isWhole: Bool
        do throws(StoreFailure) {
            isWhole = try await readSlices(behind: range.idBefore) {
                (reader, id) throws(StoreFault) in
                try reader.deliverySlice(of: range, after: id, at: now)
            } take: { slice in
                tally.add(slice.tally)
                return !tally.isTooLarge
            }
        } catch {
            throw .store(error)
        }
        guard isWhole else { throw .tooManyRows }
        return tally
    }
}
