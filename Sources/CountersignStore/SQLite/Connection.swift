internal import CSQLite

/// One open SQLite database, used by one thread at a time.
@safe
struct Connection: ~Copyable {
    /// What a connection may do with its file.
    enum Access {
        case readAndWrite
        case readOnly
    }

    /// Done once, before the first connection; too late is only slower, so the code does not matter.
    ///
    /// SQLite counts every allocation under one mutex for statistics that nobody reads.
    private static let isTuned = countersign_disable_memory_statistics() == SQLITE_OK

    private let handle: OpaquePointer

    /// Opens an existing file.
    /// - Throws: ``StoreFault/database(code:message:)``.
    init(path: String, access: Access) throws(StoreFault) {
        _ = Connection.isTuned
        // Each connection belongs to one thread, so SQLite's own mutex would only cost.
        let flags =
            switch access {
            case .readAndWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
            case .readOnly: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
            }
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened = unsafe opened else {
            throw .database(code: SQLITE_NOMEM, message: "no handle")
        }
        unsafe sqlite3_extended_result_codes(opened, 1)
        guard code == SQLITE_OK else {
            let fault = unsafe Connection.fault(code, of: opened)
            // "Whether or not an error occurs when it is opened, resources should be released."
            unsafe sqlite3_close_v2(opened)
            throw fault
        }
        unsafe handle = opened
    }

    deinit {
        // Statements may be finalized after this; version 2 waits for the last one.
        unsafe sqlite3_close_v2(handle)
    }

    /// Whether no transaction is open.
    ///
    /// SQLite rolls back by itself on some errors.
    var isOutsideTransaction: Bool { unsafe sqlite3_get_autocommit(handle) != 0 }

    /// Rows that this connection has inserted, updated and deleted since it was opened.
    var changesTotal: Int64 { unsafe sqlite3_total_changes64(handle) }

    /// Rows that the statement that ran last has changed.
    var changesLast: Int64 { unsafe sqlite3_changes64(handle) }

    /// The number of the row that was inserted last.
    var insertedRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// Runs one or more statements that give no rows that matter.
    func execute(_ sql: String) throws(StoreFault) {
        try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil))
    }

    /// Compiles one statement that is kept.
    func prepare(_ sql: String) throws(StoreFault) -> Statement {
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        try check(unsafe sqlite3_prepare_v3(handle, sql, -1, flags, &prepared, nil))
        guard let statement = unsafe prepared else {
            throw .database(code: SQLITE_MISUSE, message: "empty statement")
        }
        return unsafe Statement(takingOwnershipOf: statement)
    }

    /// The first column of the first row of a statement; nil when there is no row.
    func integer(_ sql: String) throws(StoreFault) -> Int64? {
        var statement = try prepare(sql)
        return try statement.step() ? statement.nextInteger() : nil
    }

    private func check(_ code: Int32) throws(StoreFault) {
        if code != SQLITE_OK { throw unsafe Connection.fault(code, of: handle) }
    }

    /// The funnel of every return code: the message lives until the next call, so it is copied now.
    static func fault(_ code: Int32, of handle: OpaquePointer?) -> StoreFault {
        let message = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? ""
        return .database(code: code, message: message)
    }
}
