import Foundation
import Synchronization

@testable import CountersignServer

/// The program itself as a process of its own, reached only through its socket and by signals.
///
/// The shell starts it: `Process` waits with a run loop, which a thread of the tests' pool lacks.
// The stream is used by its starter until the port is known, and then by the one who waits for the end.
@safe final class SpawnedService: @unchecked Sendable {
    /// Why there is no process.
    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    let port: UInt16
    let process: pid_t
    private let output: UnsafeMutablePointer<FILE>
    private let isReaped = Atomic(false)

    private init(output: UnsafeMutablePointer<FILE>, process: pid_t, port: UInt16) {
        unsafe self.output = unsafe output
        self.process = process
        self.port = port
    }

    deinit {
        guard !isReaped.load(ordering: .sequentiallyConsistent) else { return }
        Glibc.kill(process, SIGKILL)
        unsafe pclose(output)
    }

    /// Starts `countersign serve` on an installation and waits until it listens.
    /// - Parameters:
    ///   - prelude: shell commands before it, such as a limit.
    ///   - errors: the file that gets its log.
    static func start(
        on folder: InstalledFolder,
        prelude: String = "",
        errors: String = "errors.log"
    ) async throws -> SpawnedService {
        let executable = try executable()
        let script = """
            cd '\(folder.world.folder)' || exit 9
            echo "PID $$"
            \(prelude)
            exec '\(executable)' serve --config countersign.json5 2>>'\(errors)' </dev/null
            """
        return try await offPool {
            guard let output = unsafe popen(script, "re") else {
                throw Unavailable(description: "the shell does not start")
            }
            guard let process = unsafe number(after: "PID ", in: output),
                let port = unsafe number(after: "countersign serves http://127.0.0.1:", in: output)
            else {
                unsafe pclose(output)
                let errors = Files.text("\(folder.world.folder)/errors.log") ?? ""
                throw Unavailable(description: "countersign does not serve: \(errors)")
            }
            return unsafe SpawnedService(
                output: output,
                process: pid_t(process),
                port: UInt16(port)
            )
        }
    }

    /// The program of the same build as these tests.
    static func executable() throws -> String {
        // Linux names the running file itself, which the build puts beside the program.
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().appendingPathComponent("countersign").path
        // Where a helper of the toolchain loads the tests, the build's usual place is left.
        let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(5).joined(separator: "/")
        let usual = root.dropFirst() + "/.build/debug/countersign"
        for path in [beside, String(usual)] where FileManager.default.isExecutableFile(atPath: path)
        {
            return path
        }
        throw Unavailable(
            description: "there is no program at \(beside) nor \(usual); run swift build first"
        )
    }

    func send(_ signal: Int32) { Glibc.kill(process, signal) }

    /// Waits for the end; the exit status, or 128 and the number of the signal that ended it.
    func end() async throws -> Int32 {
        guard !isReaped.exchange(true, ordering: .sequentiallyConsistent) else { return -1 }
        return try await offPool { [self] in
            let status = unsafe pclose(output)
            return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        }
    }

    /// Lifts the limit of file sizes that the prelude set; false when the system's tool refuses.
    func liftFileLimit() async throws -> Bool {
        let command = "prlimit --pid \(process) --fsize=unlimited:"
        return try await offPool {
            guard let output = unsafe popen(command, "re") else { return false }
            return unsafe pclose(output) == 0
        }
    }

    /// Asks over a connection of its own.
    func ask(_ request: Request) async throws -> Answer {
        let port = port
        return try await offPool { try Wire(port: port).ask(request) }
    }

    /// Reads lines up to the one that starts so.
    private static func number(
        after start: String,
        in output: UnsafeMutablePointer<FILE>
    ) -> Int? {
        var line = [CChar](repeating: 0, count: 1_024)
        while unsafe fgets(&line, Int32(line.count), output) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
                as: UTF8.self
            )
            guard text.hasPrefix(start) else { continue }
            return Int(text.dropFirst(start.count).trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return nil
    }
}
