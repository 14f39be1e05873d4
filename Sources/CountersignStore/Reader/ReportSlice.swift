import CountersignCore

/// A piece of a report.
protocol ReportSlice: Sendable {
    /// The id that the next slice begins behind; nil when nothing is left.
    var next: String? { get }
}

extension DeliverySlice: ReportSlice {}
extension EducationSlice: ReportSlice {}

extension SQLiteStore {
    /// Reads a report slice by slice on a thread of its own: no commit and no other read waits for it.
    /// - Parameter take: adds a slice to the report; false when the report must not grow any more.
    /// - Returns: whether every slice was taken.
    func readSlices<Slice: ReportSlice>(
        behind id: String,
        _ read: @escaping @Sendable (_ reader: Reader, _ id: String) throws(StoreFault) -> Slice,
        take: (Slice) -> Bool
    ) async throws(StoreFailure) -> Bool {
        var place: String? = id
        while let after = place {
            let slice = try await reportReader.run { reader throws(StoreFault) in
                try read(reader, after)
            }
            guard take(slice) else { return false }
            place = slice.next
        }
        return true
    }
}
