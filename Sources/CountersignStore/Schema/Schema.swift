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
    static let migrations = [
        Migration(version: 1, sql: version1), Migration(version: 2, sql: version2),
        Migration(version: 3, sql: version3), Migration(version: 4, sql: version4),
        Migration(version: 5, sql: version5), Migration(version: 6, sql: version6),
        Migration(version: 7, sql: version7),
    ]

    /// The version that this program knows.
    static var known: Int64 { migrations.last?.version ?? 0 }

    /// Why a file is refused: not ours, or made by a newer program.
    ///
    /// Looking changes nothing.
    static func refusal(
        of connection: borrowing Connection,
        path: String
    ) throws(StoreFault) -> StoreOpenFailure? {
        let owner: Int64
        do throws(StoreFault) {
            owner = try connection.integer("PRAGMA application_id") ?? 0
        } catch {
            guard case .database(let code, _) = error, code & 0xFF == SQLITE_NOTADB else {
                throw error
            }
            return .foreignFile(path: path)
        }
        let version = try connection.integer("PRAGMA user_version") ?? 0
        let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
        let isNew = owner == 0 && version == 0 && tables == 0
        guard isNew || owner == applicationID else { return .foreignFile(path: path) }
        guard version <= known else {
            return .newerSchema(path: path, found: Int(version), known: Int(known))
        }
        return nil
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
