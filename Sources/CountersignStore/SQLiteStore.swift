public import CountersignCore
internal import Glibc

/// The durable memory of Countersign in one SQLite file.
///
/// One thread writes: changes that queued while the last commit ran are committed together, with
/// full durability, and answered only then. Three threads read beside it: one for single rows, one for
/// lists, one for reports, so that neither a long list nor a report ever holds up a verification. No
/// thread of Swift's pool ever waits.
///
///     let store = try SQLiteStore.open(path: "/var/lib/countersign/store.sqlite")
///     let outcome = try await store.commit(change)
///     await store.close()
public final class SQLiteStore: Sendable {
    let writer: Lane<Writer>
    /// Single rows: verifications, reads, the clockwork.
    let pointReader: Lane<Reader>
    /// Lists, which may read many rows.
    let listReader: Lane<Reader>
    /// Reports, which read a great many rows, slice by slice.
    let reportReader: Lane<Reader>
    private let claim: ServiceClaim?

    private init(
        path: String,
        options: StoreOptions,
        claim: ServiceClaim?
    ) throws(StoreFault) {
        self.claim = claim
        writer = try Lane(
            waitingMax: options.waitingChangesMax,
            state: Writer(SQLiteStore.writing(path, options), log: options.log)
        )
        pointReader = try Lane(
            waitingMax: options.waitingReadsMax,
            state: Reader(SQLiteStore.reading(path, options), log: options.log)
        )
        listReader = try Lane(
            waitingMax: options.waitingReadsMax,
            state: Reader(SQLiteStore.reading(path, options), log: options.log)
        )
        reportReader = try Lane(
            waitingMax: options.waitingReadsMax,
            state: Reader(SQLiteStore.reading(path, options), log: options.log)
        )
    }

    /// Opens a store; makes the file, readable by its owner only, and brings it to this schema.
    ///
    /// It blocks while another process holds the file's lock, at most the busy time-out.
    /// - Throws: ``StoreOpenFailure``; a file that is refused is left as it was.
    public static func open(
        path: String,
        options: StoreOptions = StoreOptions()
    ) throws(StoreOpenFailure) -> SQLiteStore {
        // SQLite gives `:memory:` and an empty path a meaning of their own.
        let file = path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
        try makeFile(file, named: path)
        let refused: StoreOpenFailure
        do throws(StoreFault) {
            if let refusal = try prepare(file, named: path, options) {
                refused = refusal
            } else {
                let claim = options.isService ? ServiceClaim(file) : nil
                guard options.isService, claim == nil else {
                    return try SQLiteStore(path: file, options: options, claim: claim)
                }
                refused = .served(path: path)
            }
        } catch {
            throw .unavailable(path: path, reason: error.reason)
        }
        throw refused
    }

    /// Brings a file to this program's schema, or says why it is refused.
    private static func prepare(
        _ file: String,
        named path: String,
        _ options: StoreOptions
    ) throws(StoreFault) -> StoreOpenFailure? {
        let connection = try Connection(path: file, access: .readAndWrite)
        try connection.execute("PRAGMA busy_timeout = \(options.busyTimeoutMilliseconds)")
        if let refusal = try Schema.refusal(of: connection, path: path) { return refusal }
        // Kept in the file, so it comes after the check and before any transaction.
        try connection.execute("PRAGMA journal_mode = WAL")
        try Schema.migrate(connection)
        return nil
    }

    /// Tells whether changes can be stored.
    ///
    /// Cheap while they can: only a store whose last commit failed is tried by a commit.
    /// - Throws: `StoreFailure`, as a change would now.
    public func checkIsWritable() async throws(StoreFailure) {
        try await writer.run { writer throws(StoreFault) in try writer.recover() }
    }

    /// Takes no more work, finishes what is queued, brings the log into the file and closes it.
    ///
    /// Later calls of the store are refused as unavailable.
    public func close() async {
        // The last connection to close tidies up the log, so the writer goes last.
        await pointReader.close()
        await listReader.close()
        await reportReader.close()
        await writer.close()
        claim?.release()
    }

    /// Makes an empty file with the right mode; SQLite gives its companions the same one.
    private static func makeFile(_ file: String, named path: String) throws(StoreOpenFailure) {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC
        let descriptor = unsafe Glibc.open(file, flags, 0o600)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno)).lowercased()
            throw .unavailable(path: path, reason: reason)
        }
        _ = Glibc.close(descriptor)
    }

    private static func writing(
        _ path: String,
        _ options: StoreOptions
    ) throws(StoreFault) -> Connection {
        let connection = try Connection(path: path, access: .readAndWrite)
        // FULL flushes the log at every commit: what was answered survives a loss of power. A
        // checkpoint every 1,000 pages keeps its stalls short. The cache is negative KiB: room for the
        // pages of a batch and for the inner ones. More would cost more: a commit that has split a page
        // looks at every page of the cache, because the split gave one the number of the lock page.
        try connection.execute(
            """
            PRAGMA busy_timeout = \(options.busyTimeoutMilliseconds);
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA wal_autocheckpoint = 1000;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA cache_size = -16384;
            PRAGMA temp_store = MEMORY;
            PRAGMA trusted_schema = OFF
            """
        )
        return connection
    }

    private static func reading(
        _ path: String,
        _ options: StoreOptions
    ) throws(StoreFault) -> Connection {
        let connection = try Connection(path: path, access: .readOnly)
        try connection.execute(
            """
            PRAGMA busy_timeout = \(options.busyTimeoutMilliseconds);
            PRAGMA cache_size = -16384;
            PRAGMA temp_store = MEMORY;
            PRAGMA trusted_schema = OFF
            """
        )
        return connection
    }
}
