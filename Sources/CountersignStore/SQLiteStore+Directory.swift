public import CountersignCore

extension SQLiteStore: DirectoryStore {
    /// The whole directory.
    public func directory() async throws(StoreFailure) -> Directory {
        try await listReader.run { reader throws(StoreFault) in try reader.directory() }
    }

    /// The number of the latest change, cheap to ask often.
    public func directoryVersion() async throws(StoreFailure) -> Int64 {
        try await pointReader.run { reader throws(StoreFault) in try reader.directoryVersion() }
    }

    /// Makes changes durable, all or none.
    public func change(_ changes: [DirectoryChange]) async throws(StoreFailure) {
        try await writer.run { writer throws(StoreFault) in
            for change in changes { try writer.directory.apply(change) }
            // Changes behind this one in the same batch already post to the new endpoints.
            try writer.directory.refreshEndpoints()
        }
    }
}

extension SQLiteStore: WebhookStore {
    /// Deliveries whose time has come, oldest first, those in `excluding` left out.
    public func dueDeliveries(
        at now: Instant,
        underWay: [Int64: WebhookEndpointID],
        ofEachMax: Int,
        limit: Int
    ) async throws(StoreFailure) -> [WebhookDelivery] {
        try await listReader.run { reader throws(StoreFault) in
            try reader.dueDeliveries(
                at: now,
                underWay: underWay,
                ofEachMax: ofEachMax,
                limit: limit
            )
        }
    }

    /// When the next delivery is due; nil when none is.
    public func nextDelivery() async throws(StoreFailure) -> Instant? {
        try await pointReader.run { reader throws(StoreFault) in try reader.nextDelivery() }
    }

    /// Records what became of deliveries.
    ///
    /// Those that have ended before keep their end.
    public func record(_ results: [Int64: WebhookResult]) async throws(StoreFailure) {
        try await writer.run { writer throws(StoreFault) in
            for (number, result) in results { try writer.directory.record(result, of: number) }
        }
    }
}
