public import CountersignCore

extension SQLiteStore: EducationStore {
    /// Payments that the payer was asked about, newest first.
    public func pastPayments(
        before id: ConfirmationID?,
        limit: Int
    ) async throws(StoreFailure) -> [PastPayment] {
        try await reportReader.run { reader throws(StoreFault) in
            try reader.pastPayments(before: id, limit: limit)
        }
    }

    /// Counts what became of the payments of a range, by tip.
    ///
    /// Read in slices: no commit and no other read waits for a report.
    public func educationTally(
        _ query: EducationQuery,
        at now: Instant
    ) async throws(EducationFailure) -> EducationTally {
        let range = DeliverySlice.Range(
            merchant: query.merchant,
            mode: query.mode,
            since: query.since,
            until: query.until,
            byMerchant: false
        )
        var tally = EducationTally()
        let isWhole: Bool
        do throws(StoreFailure) {
            isWhole = try await readSlices(behind: range.idBefore) {
                (reader, id) throws(StoreFault) in
                try reader.educationSlice(of: range, after: id, at: now)
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
