// Files have no type of the standard library yet; the flush is the system's own call.
internal import Foundation
internal import Glibc

/// How often this disk can promise something: appends of a small block, each flushed.
struct SyncFloor {
    private static let blockBytes = 512

    private let path: String
    private let secondsMax: Double
    private let syncsMax: Int

    init(_ settings: FloorSettings) {
        path = settings.directory + "/floor-\(UUID().uuidString).sync"
        secondsMax = settings.secondsMax
        syncsMax = settings.operationsMax
    }

    /// Flushes a second.
    func measure() async throws(BenchFailure) -> Double {
        let (path, secondsMax, syncsMax) = (path, secondsMax, syncsMax)
        let rate = await onOwnThread { () -> Double? in
            defer { try? FileManager.default.removeItem(atPath: path) }
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let file = FileHandle(forWritingAtPath: path)
            else { return nil }
            let block = Data(repeating: 0x5A, count: SyncFloor.blockBytes)
            let start = Stopwatch.nanoseconds()
            var syncs = 0
            while syncs < syncsMax, Stopwatch.seconds(since: start) < secondsMax {
                guard (try? file.write(contentsOf: block)) != nil,
                    fdatasync(file.fileDescriptor) == 0
                else { return nil }
                syncs += 1
            }
            return Double(syncs) / Stopwatch.seconds(since: start)
        }
        guard let rate else { throw .file(path: path, reason: "it can't be written and flushed") }
        return rate
    }
}
