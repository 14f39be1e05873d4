internal import CountersignCore
internal import CountersignStore
// Names of files that are nobody else's, and their removal.
internal import Foundation

/// How many operations a second the store commits when nothing is done around it.
struct CommitFloor {
    /// Changes that are prepared at once while the clock stands still.
    private static let batchMax = 8_192

    /// Operations a second.
    struct Rates {
        /// Creates with both of their transactions: the one that the answer waits for, and the hand-over.
        let creates: Double
        /// Creates with the one that the answer waits for only.
        let createsAlone: Double
        /// Verifications.
        let verifies: Double
    }

    private let settings: FloorSettings
    private let rows: FloorRows

    init(_ settings: FloorSettings, rows: FloorRows) {
        self.settings = settings
        self.rows = rows
    }

    /// Commits the rows of creates and of verifications for some seconds.
    func measure() async throws(BenchFailure) -> Rates {
        let path = settings.directory + "/floor-\(UUID().uuidString).sqlite"
        defer {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
        }
        let store: SQLiteStore
        do {
            store = try SQLiteStore.open(path: path)
        } catch {
            throw .floor(reason: error.description)
        }
        do throws(BenchFailure) {
            let rates = try await measure(on: store)
            await store.close()
            return rates
        } catch {
            await store.close()
            throw error
        }
    }

    /// Takes turns between the three, so that none meets a smaller store than the others.
    private func measure(on store: SQLiteStore) async throws(BenchFailure) -> Rates {
        do {
            try await store.change([.merchant(rows.merchant)])
        } catch {
            throw .floor(reason: "its store takes no merchant")
        }
        var (creates, createsAlone, verifies) = (Tally(), Tally(), Tally())
        var number = 0
        while verifies.operations < settings.operationsMax,
            [creates, createsAlone, verifies].allSatisfy({ $0.seconds < settings.secondsMax })
        {
            let count = min(CommitFloor.batchMax, settings.operationsMax - number)
            var batch: [[Change]] = []
            for place in 0..<count { batch.append([try rows.create(number + place)]) }
            let half = count / 2
            for place in half..<count { batch[place].append(try rows.handover(batch[place][0])) }
            try await commit(batch[..<half], on: store, &createsAlone)
            try await commit(batch[half...], on: store, &creates)
            var approvals: [[Change]] = []
            for changes in batch { approvals.append([try rows.verify(changes[0])]) }
            try await commit(approvals[...], on: store, &verifies)
            number += count
        }
        return Rates(
            creates: creates.perSecond,
            createsAlone: createsAlone.perSecond,
            verifies: verifies.perSecond
        )
    }

    private struct Tally {
        var operations = 0
        var seconds = 0.0

        var perSecond: Double { seconds > 0 ? Double(operations) / seconds : 0 }
    }

    /// Commits operations by as many tasks as the service has connections.
    ///
    /// What follows an operation's first change is committed after it, beside the next operation: as in
    /// the service, whose client does not wait for the hand-over.
    private func commit(
        _ operations: ArraySlice<[Change]>,
        on store: SQLiteStore,
        _ tally: inout Tally
    ) async throws(BenchFailure) {
        let tasks = max(1, settings.connections)
        let start = Stopwatch.nanoseconds()
        let committed = await withTaskGroup(of: Int.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var committed = 0
                    var rest: ArraySlice<Change> = []
                    for place in stride(
                        from: operations.startIndex + task,
                        to: operations.endIndex,
                        by: tasks
                    ) {
                        async let followed = store.committed(rest)
                        committed += await store.committed(operations[place].prefix(1))
                        committed += await followed
                        rest = operations[place].dropFirst()
                    }
                    return committed + (await store.committed(rest))
                }
            }
            return await group.reduce(0, +)
        }
        tally.seconds += Stopwatch.seconds(since: start)
        tally.operations += operations.count
        let changes = operations.reduce(0) { $0 + $1.count }
        guard committed == changes else {
            throw .floor(reason: "its store refused \(changes - committed) changes")
        }
    }
}

extension SQLiteStore {
    /// Commits changes, one after the other, and gives the number of those that were committed.
    fileprivate func committed(_ changes: ArraySlice<Change>) async -> Int {
        var committed = 0
        for change in changes where (try? await commit(change)) == .committed { committed += 1 }
        return committed
    }
}
