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
    /// Read in slices by a thread of its own: no commit and no other read waits for a report.
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
        var place: String? = range.idBefore
        while let after = place {
            let slice: EducationSlice
            do throws(StoreFailure) {
                slice = try await reportReader.run { reader throws(StoreFault) in
                    try reader.educationSlice(of: range, after: after, at: now)
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
