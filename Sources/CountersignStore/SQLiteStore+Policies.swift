public import CountersignCore

extension SQLiteStore: PolicyStore {
    /// The text that a holder's policy has had last; nil for none.
    public func latestPolicy(
        of holder: String
    ) async throws(StoreFailure) -> PolicyVersion? {
        try await listReader.run { reader throws(StoreFault) in
            var row = try reader.connection.prepare(PolicyVersionRow.latest)
            row.bind(holder)
            return try row.step() ? try PolicyVersionRow.read(of: holder, from: &row) : nil
        }
    }

    /// One version of a holder's policy; nil for none.
    public func policy(
        of holder: String,
        number: Int
    ) async throws(StoreFailure) -> PolicyVersion? {
        try await listReader.run { reader throws(StoreFault) in
            var row = try reader.connection.prepare(PolicyVersionRow.byNumber)
            row.bind(holder)
            row.bind(number)
            return try row.step() ? try PolicyVersionRow.read(of: holder, from: &row) : nil
        }
    }

    /// A holder's versions, the newest first.
    public func policyHistory(
        of holder: String
    ) async throws(StoreFailure) -> [PolicyVersionHead] {
        try await listReader.run { reader throws(StoreFault) in
            var row = try reader.connection.prepare(PolicyVersionRow.heads)
            row.bind(holder)
            var heads: [PolicyVersionHead] = []
            while try row.step() { heads.append(try PolicyVersionRow.readHead(from: &row)) }
            return heads
        }
    }

    /// Keeps a version together with the events that tell of it; false when its number does not follow
    /// the latest one.
    public func keep(
        _ version: PolicyVersion,
        telling events: [EventRecord]
    ) async throws(StoreFailure) -> Bool {
        try await writer.run { writer throws(StoreFault) in
            guard try writer.policies.insert(version) else { return false }
            for event in events { try writer.append(event) }
            return true
        }
    }
}

extension SQLiteStore: PastDecisionStore {
    /// The next piece of a range of decisions, in the order of time.
    ///
    /// Read by the thread of reports: no commit and no other read waits for it.
    public func pastDecisions(
        _ range: PastDecisionRange,
        after place: String?,
        reading parts: PastDecisionParts,
        at now: Instant
    ) async throws(StoreFailure) -> (decisions: [PastDecision], next: String?) {
        let slice = try await reportReader.run { reader throws(StoreFault) in
            try reader.pastDecisions(range, after: place, reading: parts, at: now)
        }
        return (slice.decisions, slice.next)
    }

    /// When the oldest decision that is known was made; nil for none.
    public func firstDecisionAt() async throws(StoreFailure) -> Instant? {
        try await reportReader.run { reader throws(StoreFault) in
            var row = try reader.connection.prepare(PastDecisionSlice.firstSQL)
            return try row.step() ? row.nextInstant() : nil
        }
    }
}
