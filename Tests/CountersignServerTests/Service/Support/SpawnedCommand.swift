import Foundation

@testable import CountersignServer

/// The program as a process of its own that runs to its end.
struct SpawnedCommand: Sendable {
    /// Its exit status, or 128 and the number of the signal that ended it.
    let status: Int32
    /// What it wrote to standard output.
    let output: String

    /// Runs the program in a folder.
    ///
    /// - Parameters:
    ///   - arguments: words for the shell.
    ///   - seconds: after so many it is told to stop by SIGTERM; nil for never.
    static func run(
        _ arguments: String,
        in world: TestSurroundings,
        stopAfterSeconds seconds: Int? = nil
    ) async throws -> SpawnedCommand {
        let executable = try SpawnedService.executable()
        let patience = seconds.map { "timeout -s TERM --preserve-status \($0) " } ?? ""
        let script = """
            cd '\(world.folder)' || exit 9
            exec \(patience)'\(executable)' \(arguments) 2>errors.log </dev/null
            """
        return try await offPool {
            guard let stream = unsafe popen(script, "re") else {
                throw SpawnedService.Unavailable(description: "the shell does not start")
            }
            var output: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = unsafe fread(&piece, 1, piece.count, stream)
                guard count > 0 else { break }
                output += piece.prefix(count)
            }
            let status = unsafe pclose(stream)
            return SpawnedCommand(
                status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
                output: String(decoding: output, as: UTF8.self)
            )
        }
    }
}
