// Files have no type of the standard library yet.
internal import Foundation
internal import Synchronization

/// A file with the id of every confirmation that was answered 201, one a line.
///
/// Each line is written at once, so that it outlives the process.
final class Ledger: Sendable {
    private let file: FileHandle
    private let failure = Mutex<String?>(nil)

    /// Opens the file, made if need be; lines are added at its end.
    init(path: String) throws(BenchFailure) {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) || manager.createFile(atPath: path, contents: nil)
        else { throw .file(path: path, reason: "it can't be made") }
        do {
            file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.seekToEnd()
        } catch {
            throw .file(path: path, reason: "it can't be opened for writing")
        }
    }

    deinit { try? file.close() }

    /// Why lines are missing; nil when none is.
    var fault: String? { failure.withLock { $0 } }

    /// Writes one id.
    func append(_ id: ArraySlice<UInt8>) {
        do {
            try file.write(contentsOf: Data(id + [0x0A]))
        } catch {
            failure.withLock { $0 = $0 ?? "a line could not be written" }
        }
    }

    /// The whole lines of a ledger; a last one without its end was cut and is left out.
    static func ids(in path: String) throws(BenchFailure) -> [ConfirmationKey] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .file(path: path, reason: "it can't be read")
        }
        let bytes = [UInt8](data)
        guard let end = bytes.lastIndex(of: 0x0A) else { return [] }
        var keys: [ConfirmationKey] = []
        for line in bytes[..<end].split(separator: 0x0A) {
            guard let key = ConfirmationKey(line) else {
                throw .file(path: path, reason: "line \(keys.count + 1) is no confirmation id")
            }
            keys.append(key)
        }
        return keys
    }
}
