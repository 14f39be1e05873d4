internal import CSQLite
import CountersignCore

/// Why work on the store stopped, inside this room; the ports speak ``StoreFailure``.
enum StoreFault: Error {
    /// A row changed meanwhile, after something of the change was already written.
    case guardMissed
    /// A stored value is none that this program writes; names table and column.
    case unreadable(StaticString)
    /// SQLite said no: the extended result code and its English message.
    case database(code: Int32, message: String)

    /// Whether only the work that met the fault is affected, not the transaction around it.
    var isConfined: Bool {
        switch self {
        case .guardMissed, .unreadable: true
        case .database(let code, _):
            [SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE].contains(code & 0xFF)
        }
    }

    /// A short word for the log, never a stored value.
    var reason: String {
        switch self {
        case .guardMissed: "changed meanwhile"
        case .unreadable(let place): "unreadable \(place)"
        case .database(let code, _): StoreFault.reasons[code & 0xFF] ?? "error \(code)"
        }
    }

    /// What the caller of a port is told.
    var failure: StoreFailure { .unavailable(reason: reason) }

    private static let reasons: [Int32: String] = [
        SQLITE_BUSY: "locked", SQLITE_LOCKED: "locked", SQLITE_NOMEM: "out of memory",
        SQLITE_READONLY: "read only", SQLITE_IOERR: "disk error", SQLITE_CORRUPT: "corrupt",
        SQLITE_FULL: "disk full", SQLITE_CANTOPEN: "can't open", SQLITE_NOTADB: "corrupt",
        SQLITE_CONSTRAINT: "constraint", SQLITE_TOOBIG: "too big", SQLITE_PERM: "not permitted",
    ]
}
