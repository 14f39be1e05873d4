import CountersignCore

/// The one connection that writes, and what its thread does with a batch.
///
/// Jobs that queued while the last commit ran go together: one transaction, one flush to the disk,
/// and only then every caller's answer.
final class Writer: LaneState {
    static let batchMax = 512

    let connection: Connection
    let changes: ChangeTables
    let directory: DirectoryTables
    let policies: PolicyTables
    private let log: (any Log)?
    private var begin: Statement
    private var commit: Statement
    /// Whether the last commit failed as a whole, as on a full disk.
    private var hasFailed = false

    /// Prepares what every change needs.
    init(_ connection: consuming Connection, log: (any Log)?) throws(StoreFault) {
        changes = try ChangeTables(connection)
        directory = try DirectoryTables(connection)
        policies = try PolicyTables(connection)
        begin = try connection.prepare("BEGIN IMMEDIATE")
        commit = try connection.prepare("COMMIT")
        self.connection = connection
        self.log = log
    }

    func serve(_ batch: [Job<Writer>]) {
        do {
            if try !runTogether(batch) {
                // One job failed after it had written something. All of it was taken back; done
                // again with a savepoint for each, only that job is left out.
                try runApart(batch)
            }
            hasFailed = false
        } catch {
            hasFailed = true
            abandon()
            log?.write(
                .error,
                "The store could not commit.",
                [("reason", .text(error.reason)), ("changes", .number(batch.count))]
            )
            for job in batch { job.fail(error) }
        }
        for job in batch { job.answer() }
    }

    /// Where the last commit failed, writes a page as it is: its commit fails too, or nothing is amiss
    /// any more.
    func recover() throws(StoreFault) {
        guard hasFailed, let version = try connection.integer("PRAGMA user_version") else { return }
        try connection.execute("PRAGMA user_version = \(version)")
    }

    func finish() {
        // A command that only read, beside a running service, must not hold up the service's commits.
        guard connection.changesTotal > 0 else { return }
        // What stays in the log file is read from there at the next start, so a failure is harmless.
        try? connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// Commits a batch without savepoints, which would cost a copy of every page for every job.
    ///
    /// False when it was rolled back because a job failed half done.
    private func runTogether(_ batch: [Job<Writer>]) throws(StoreFault) -> Bool {
        try start()
        for job in batch {
            let before = connection.changesTotal
            do {
                try job.run(self)
            } catch {
                guard error.isConfined else { throw error }
                guard connection.changesTotal == before else {
                    abandon()
                    return false
                }
                report(error, of: job)
            }
        }
        try commit.run()
        return true
    }

    private func runApart(_ batch: [Job<Writer>]) throws(StoreFault) {
        try start()
        for job in batch {
            try connection.execute("SAVEPOINT job")
            do {
                try job.run(self)
            } catch {
                guard error.isConfined else { throw error }
                try connection.execute("ROLLBACK TO job")
                directory.forgetEndpoints()
                report(error, of: job)
            }
            try connection.execute("RELEASE job")
        }
        try commit.run()
    }

    private func start() throws(StoreFault) {
        try begin.run()
        // Another process may have changed the directory since.
        try directory.refreshEndpoints()
    }

    private func report(_ fault: StoreFault, of job: Job<Writer>) {
        job.fail(fault)
        if case .guardMissed = fault { return }
        log?.write(.error, "The store refused a change.", [("reason", .text(fault.reason))])
    }

    /// Takes back all of the transaction, unless SQLite has done so itself.
    private func abandon() {
        directory.forgetEndpoints()
        if !connection.isOutsideTransaction { try? connection.execute("ROLLBACK") }
    }
}
