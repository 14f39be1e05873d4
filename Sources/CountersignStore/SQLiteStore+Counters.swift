public import CountersignCore

extension SQLiteStore: CounterStore {
    /// Confirmations in the order in which they were made, with what counters count of them.
    ///
    /// Read in slices by the thread of reports: no commit and no other read waits for it.
    public func countedConfirmations(
        since: Instant,
        after: ConfirmationID?,
        limit: Int
    ) async throws(StoreFailure) -> [CountedConfirmation] {
        let id = after?.text ?? DeliverySlice.Range.idBefore(since)
        return try await reportReader.run { reader throws(StoreFault) in
            try reader.countedConfirmations(after: id, limit: limit)
        }
    }
}
