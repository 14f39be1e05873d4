internal import CountersignCore
internal import CountersignStore
// Names of files that are nobody else's, and their removal.
internal import Foundation

/// How many changes a second the store commits when nothing is done around it.
struct CommitFloor {
    /// Changes that are prepared at once while the clock stands still.
    private static let batchMax = 8_192

    private let settings: FloorSettings
    private let rows: FloorRows

    init(_ settings: FloorSettings, rows: FloorRows) {
        self.settings = settings
        self.rows = rows
    }

    /// Commits a second of the rows of a create, and of a verification.
    func measure() async throws(BenchFailure) -> (creates: Double, verifies: Double) {
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

    private func measure(
        on store: SQLiteStore
    ) async throws(BenchFailure) -> (creates: Double, verifies: Double) {
        do {
            try await store.change([.merchant(rows.merchant)])
        } catch {
            throw .floor(reason: "its store takes no merchant")
        }
        var creates = Tally()
        var verifies = Tally()
        var number = 0
        while verifies.operations < settings.operationsMax,
            verifies.seconds < settings.secondsMax, creates.seconds < settings.secondsMax
        {
            let count = min(CommitFloor.batchMax, settings.operationsMax - number)
            var batch: [Change] = []
            for place in 0..<count { batch.append(try rows.create(number + place)) }
            try await commit(batch, on: store, &creates)
            var approvals: [Change] = []
            for change in batch { approvals.append(try rows.verify(change)) }
            try await commit(approvals, on: store, &verifies)
            number += count
        }
        return (creates.perSecond, verifies.perSecond)
    }

    private struct Tally {
        var operations = 0
        var seconds = 0.0

        var perSecond: Double { seconds > 0 ? Double(operations) / seconds : 0 }
    }

    /// Commits changes by as many tasks as the service has connections.
    private func commit(
        _ changes: [Change],
        on store: SQLiteStore,
        _ tally: inout Tally
    ) async throws(BenchFailure) {
        let tasks = max(1, settings.connections)
        let start = Stopwatch.nanoseconds()
        let committed = await withTaskGroup(of: Int.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var committed = 0
                    for place in stride(from: task, to: changes.count, by: tasks) {
                        let outcome = try? await store.commit(changes[place])
                        if outcome == .committed { committed += 1 }
                    }
                    return committed
                }
            }
            return await group.reduce(0, +)
        }
        tally.seconds += Stopwatch.seconds(since: start)
        tally.operations += committed
        guard committed == changes.count else {
            throw .floor(reason: "its store refused \(changes.count - committed) changes")
        }
    }
}
