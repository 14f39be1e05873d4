import CountersignCore

/// A connection that only reads, and its statements.
///
/// It never waits for the writer.
final class Reader: LaneState {
    /// Enough to spread the cost of a snapshot, few enough to let the log file be reset soon.
    static let batchMax = 64

    let connection: Connection
    let log: (any Log)?
    var findConfirmation: Statement
    var findMessages: Statement
    var findFailures: Statement
    var findOfMessage: Statement
    var findOfReference: Statement
    var findAnswer: Statement
    var listPendingOfRecipient: Statement
    var listDue: Statement
    var findNextWake: Statement
    var listQueued: Statement
    var listEvents: Statement
    var listDeliveries: Statement
    var findNextDelivery: Statement
    var findDirectoryVersion: Statement
    /// One statement for each shape of list that was asked for.
    let lists = ListStatements()
    private var begin: Statement
    private var commit: Statement

    /// Prepares what every read needs.
    init(_ connection: consuming Connection, log: (any Log)?) throws(StoreFault) {
        findConfirmation = try connection.prepare(
            "SELECT \(ConfirmationRow.columns) FROM confirmations WHERE id = ?"
        )
        findMessages = try connection.prepare(MessageRow.ofConfirmation)
        findFailures = try connection.prepare(
            "SELECT failures, last_at FROM recipients WHERE recipient = ?"
        )
        findOfMessage = try connection.prepare("SELECT confirmation FROM messages WHERE id = ?")
        findOfReference = try connection.prepare(
            "SELECT message FROM message_references WHERE provider = ? AND reference = ?"
        )
        findAnswer = try connection.prepare(AnswerRow.find)
        listPendingOfRecipient = try connection.prepare(Reader.pendingOfRecipient)
        listDue = try connection.prepare(Reader.due)
        findNextWake = try connection.prepare(Reader.nextWake)
        listQueued = try connection.prepare(Reader.queued)
        listEvents = try connection.prepare(EventRow.ofMerchant)
        listDeliveries = try connection.prepare(DeliveryRow.due)
        findNextDelivery = try connection.prepare(DeliveryRow.next)
        findDirectoryVersion = try connection.prepare(
            "SELECT value FROM meta WHERE name = 'directory_version'"
        )
        begin = try connection.prepare("BEGIN")
        commit = try connection.prepare("COMMIT")
        self.connection = connection
        self.log = log
    }

    /// Serves a batch from one snapshot, taken after the last of its jobs was posted.
    func serve(_ batch: [Job<Reader>]) {
        // Without the snapshot each statement reads by itself, which is still right for most.
        do { try begin.run() } catch { report(error) }
        for job in batch {
            do {
                try job.run(self)
            } catch {
                report(error)
                job.fail(error)
            }
            job.answer()
        }
        if !connection.isOutsideTransaction {
            do { try commit.run() } catch { report(error) }
        }
    }

    func finish() {}

    private func report(_ fault: StoreFault) {
        log?.write(.error, "The store could not be read.", [("reason", .text(fault.reason))])
    }
}
