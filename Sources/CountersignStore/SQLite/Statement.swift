internal import CSQLite
import CountersignCore

/// One compiled statement: bind each parameter in order, step or run, read each column in order.
///
/// Bound bytes are copied into a buffer that the statement keeps, so that SQLite neither copies them
/// again nor allocates, and nothing that it points at can go away before the step.
@safe
struct Statement: ~Copyable {
    /// Covers every row of ordinary size; larger values are copied by SQLite.
    private static let scratchBytesMax = 4_096

    private let handle: OpaquePointer
    private let scratch: UnsafeMutableRawPointer
    private var scratchUsed = 0
    private var parameter: Int32 = 0
    private var column: Int32 = 0
    private var bindCode = SQLITE_OK

    /// Takes over a compiled statement; it is finalized with this value.
    init(takingOwnershipOf handle: OpaquePointer) {
        unsafe self.handle = handle
        unsafe self.scratch = .allocate(byteCount: Statement.scratchBytesMax, alignment: 8)
    }

    deinit {
        unsafe sqlite3_finalize(handle)
        unsafe scratch.deallocate()
    }

    // MARK: - Running

    /// Goes to the next row; false when there is none, and then the statement is ready to be bound.
    mutating func step() throws(StoreFault) -> Bool {
        guard bindCode == SQLITE_OK else { throw fault(bindCode) }
        column = 0
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else { throw fault(code) }
        reset()
        return false
    }

    /// Runs a statement whose rows, if any, don't matter.
    mutating func run() throws(StoreFault) {
        while try step() {}
    }

    /// Ends the statement before its last row was read.
    mutating func reset() {
        // The code repeats what the latest step said, which was thrown there.
        _ = unsafe sqlite3_reset(handle)
        parameter = 0
        scratchUsed = 0
        bindCode = SQLITE_OK
    }

    private mutating func fault(_ code: Int32) -> StoreFault {
        let fault = unsafe Connection.fault(code, of: sqlite3_db_handle(handle))
        reset()
        return fault
    }

    // MARK: - Binding, one parameter after the other

    /// Binds a number.
    mutating func bind(_ number: Int64) {
        parameter += 1
        note(unsafe sqlite3_bind_int64(handle, parameter, number))
    }

    /// Binds a number.
    mutating func bind(_ number: Int) { bind(Int64(number)) }

    /// Binds a moment as milliseconds since 1970, or null.
    mutating func bind(_ moment: Instant?) {
        if let moment { bind(moment.milliseconds) } else { bindNull() }
    }

    /// Binds null.
    mutating func bindNull() {
        parameter += 1
        note(unsafe sqlite3_bind_null(handle, parameter))
    }

    /// Binds a text.
    mutating func bind(_ text: String) {
        var text = text
        text.withUTF8 { bytes in unsafe bind(UnsafeRawBufferPointer(bytes), asText: true) }
    }

    /// Binds a text or null.
    mutating func bind(_ text: String?) {
        if let text { bind(text) } else { bindNull() }
    }

    /// Binds a word of ours.
    mutating func bind(_ word: some RawRepresentable<String>) { bind(word.rawValue) }

    /// Binds bytes as a blob.
    mutating func bind(_ blob: [UInt8]) {
        unsafe blob.withUnsafeBytes { bytes in unsafe bind(bytes, asText: false) }
    }

    /// Binds bytes as a blob, or null.
    mutating func bind(_ blob: [UInt8]?) {
        if let blob { bind(blob) } else { bindNull() }
    }

    /// Binds bytes that are UTF-8 as a text.
    mutating func bind(utf8 bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { bytes in unsafe bind(bytes, asText: true) }
    }

    private mutating func bind(_ bytes: UnsafeRawBufferPointer, asText isText: Bool) {
        parameter += 1
        guard bytes.count <= Statement.scratchBytesMax - scratchUsed else {
            unsafe bindCopying(bytes, asText: isText)
            return
        }
        // An empty value still needs an address: SQLite takes a null one for null.
        let place = unsafe scratch + scratchUsed
        let count = bytes.count
        if let base = bytes.baseAddress, count > 0 {
            unsafe place.copyMemory(from: base, byteCount: count)
        }
        scratchUsed += count
        // A nil destructor is SQLITE_STATIC: the scratch buffer outlives every step.
        if isText {
            let text = unsafe UnsafePointer(place.assumingMemoryBound(to: CChar.self))
            note(unsafe sqlite3_bind_text(handle, parameter, text, Int32(count), nil))
        } else {
            note(unsafe sqlite3_bind_blob(handle, parameter, place, Int32(count), nil))
        }
    }

    private mutating func bindCopying(_ bytes: UnsafeRawBufferPointer, asText isText: Bool) {
        guard let count = Int32(exactly: bytes.count) else {
            note(SQLITE_TOOBIG)
            return
        }
        if isText {
            let text = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            note(unsafe countersign_bind_text_copying(handle, parameter, text, count))
        } else {
            note(unsafe countersign_bind_blob_copying(handle, parameter, bytes.baseAddress, count))
        }
    }

    /// Keeps the first code that is not OK for the step to throw.
    private mutating func note(_ code: Int32) {
        if bindCode == SQLITE_OK { bindCode = code }
    }

    // MARK: - Reading, one column after the other

    /// Passes over a column whose value is known.
    mutating func skip() { column += 1 }

    /// The next column as a number; 0 for null.
    mutating func nextInteger() -> Int64 {
        defer { column += 1 }
        return unsafe sqlite3_column_int64(handle, column)
    }

    /// The next column as a number; nil for null.
    mutating func nextIntegerOrNil() -> Int64? {
        if unsafe sqlite3_column_type(handle, column) == SQLITE_NULL {
            column += 1
            return nil
        }
        return nextInteger()
    }

    /// The next column as a text; empty for null.
    mutating func nextText() -> String {
        defer { column += 1 }
        return unsafe withColumn { bytes in unsafe String(decoding: bytes, as: UTF8.self) } ?? ""
    }

    /// The next column as a text; nil for null.
    mutating func nextTextOrNil() -> String? {
        defer { column += 1 }
        return unsafe withColumn { bytes in unsafe String(decoding: bytes, as: UTF8.self) }
    }

    /// The bytes of the next column, blob or text; empty for null.
    mutating func nextBytes() -> [UInt8] { nextBytesOrNil() ?? [] }

    /// The bytes of the next column, blob or text; nil for null.
    mutating func nextBytesOrNil() -> [UInt8]? {
        defer { column += 1 }
        return unsafe withColumn { bytes in unsafe [UInt8](bytes) }
    }

    private func withColumn<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value? {
        // "sqlite3_column_bytes() … after sqlite3_column_blob()" is the order that is always safe.
        let base = unsafe sqlite3_column_blob(handle, column)
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        if unsafe base == nil, unsafe sqlite3_column_type(handle, column) == SQLITE_NULL {
            return nil
        }
        return unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }
}
