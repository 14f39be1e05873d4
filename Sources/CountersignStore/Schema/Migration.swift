internal import CSQLite

/// One step of the schema, made whole in one transaction.
struct Migration {
    /// The value of `PRAGMA user_version` afterwards.
    let version: Int64
    /// The statements.
    let sql: String
}

/// Brings a file to the schema that this program knows.
enum Schema {
    /// `PRAGMA application_id` of our files: "CSGN".
    static let applicationID: Int64 = 0x4353_474E

    /// All steps, in order of version.
    static let migrations = [Migration(version: 1, sql: version1)]

    /// The version that this program knows.
    static var known: Int64 { migrations.last?.version ?? 0 }

    /// Refuses a file that is not ours or that a newer program has made; changes nothing.
    static func check(
        _ connection: borrowing Connection,
        path: String,
        known: Int64 = known
    ) throws(StoreOpenFailure) {
        do {
            let owner = try connection.integer("PRAGMA application_id") ?? 0
            let version = try connection.integer("PRAGMA user_version") ?? 0
            let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
            let isNew = owner == 0 && version == 0 && tables == 0
            guard isNew || owner == applicationID else { throw StoreFault.guardMissed }
            guard version <= known else {
                throw StoreOpenFailure.newerSchema(
                    path: path,
                    found: Int(version),
                    known: Int(known)
                )
            }
        } catch let failure as StoreOpenFailure {
            throw failure
        } catch StoreFault.guardMissed {
            throw .foreignFile(path: path)
        } catch let StoreFault.database(code, _) where code & 0xFF == SQLITE_NOTADB {
            throw .foreignFile(path: path)
        } catch let fault as StoreFault {
            throw .unavailable(path: path, reason: fault.reason)
        } catch {
            throw .unavailable(path: path, reason: "unknown")
        }
    }

    /// Runs the steps that the file has not seen yet, each in a transaction of its own.
    static func migrate(
        _ connection: borrowing Connection,
        by migrations: [Migration] = migrations
    ) throws(StoreFault) {
        for migration in migrations {
            guard try version(of: connection) < migration.version else { continue }
            try connection.execute("BEGIN IMMEDIATE")
            do {
                // Another process may have been faster while this one waited for the lock.
                if try version(of: connection) < migration.version {
                    try connection.execute("PRAGMA application_id = \(applicationID)")
                    try connection.execute(migration.sql)
                    try connection.execute("PRAGMA user_version = \(migration.version)")
                }
                try connection.execute("COMMIT")
            } catch {
                if !connection.isOutsideTransaction { try? connection.execute("ROLLBACK") }
                throw error
            }
        }
    }

    private static func version(of connection: borrowing Connection) throws(StoreFault) -> Int64 {
        try connection.integer("PRAGMA user_version") ?? 0
    }
}
