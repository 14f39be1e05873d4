import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignTransport
import Foundation

/// What a command sees of the world around it; tests give their own.
struct Surroundings: Sendable {
    /// Environment variables.
    let environment: [String: String]
    /// Absolute path of the folder that relative paths on the command line start from.
    let workingDirectory: String
    /// Absolute path of the running program, symbolic links resolved.
    let executable: String
    /// Where words go.
    let console: Console
    /// The moment.
    var clock: any Clock = SystemClock()
    /// Fresh random bytes.
    var entropy: any Entropy = SystemEntropy()
    /// Carries one request to the outside.
    var send: @Sendable (OutboundRequest) async -> Result<OutboundReply, OutboundFailure> =
        Surroundings.sendOverCurl

    /// The absolute path of a path on the command line.
    func path(_ path: String) -> String { Path.resolve(path, against: workingDirectory) }

    /// The process's own surroundings.
    static func standard() -> Surroundings {
        let environment = ProcessInfo.processInfo.environment
        // Linux names the running file itself; the first argument may be just a word of PATH.
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
        return Surroundings(
            environment: environment,
            workingDirectory: FileManager.default.currentDirectoryPath,
            executable: program,
            console: .standard(environment: environment)
        )
    }

    /// Carries one request with a carrier of its own; a command asks once or a few times.
    static func sendOverCurl(
        _ request: OutboundRequest
    ) async -> Result<OutboundReply, OutboundFailure> {
        do {
            let carrier = try CurlCarrier()
            let result = await carrier.send(request)
            await carrier.stop(withinMilliseconds: 100)
            return result
        } catch {
            return .failure(.notSent(reason: "libcurl can't start"))
        }
    }
}
