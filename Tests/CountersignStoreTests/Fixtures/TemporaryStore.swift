import CountersignCore
import Foundation
import Synchronization

@testable import CountersignStore

/// A directory of its own for one test, gone with it.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A path in the directory.
    func file(_ name: String = "store.sqlite") -> String { path + "/" + name }
}

/// Opens a store in a directory of its own, closes it when the body is done.
func withStore<Value>(
    options: StoreOptions = StoreOptions(),
    _ body: (SQLiteStore, TemporaryDirectory) async throws -> Value
) async throws -> Value {
    let directory = try TemporaryDirectory()
    let store = try SQLiteStore.open(path: directory.file(), options: options)
    do {
        let value = try await body(store, directory)
        await store.close()
        return value
    } catch {
        await store.close()
        throw error
    }
}

/// Makes the empty file that a connection opens.
func makeEmptyFile(_ path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
}

/// Changes a file by another connection, as another program would.
func alter(_ path: String, _ sql: String) throws {
    let connection = try Connection(path: path, access: .readAndWrite)
    try connection.execute("PRAGMA busy_timeout = 5000")
    try connection.execute(sql)
}

/// The first number that another connection reads.
func number(in path: String, _ sql: String) throws -> Int64? {
    let connection = try Connection(path: path, access: .readAndWrite)
    try connection.execute("PRAGMA busy_timeout = 5000")
    return try connection.integer(sql)
}

/// Keeps log lines for a test.
final class KeptLog: Log {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func write(
        _ level: LogLevel,
        _ message: StaticString,
        _ facts: [(name: StaticString, value: LogValue)]
    ) {
        var line = "\(message)"
        for fact in facts {
            switch fact.value {
            case .text(let text): line += " \(fact.name)=\(text)"
            case .number(let number): line += " \(fact.name)=\(number)"
            }
        }
        kept.withLock { $0.append(line) }
    }
}
