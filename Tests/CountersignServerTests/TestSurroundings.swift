import CountersignMessaging
import Foundation
import Synchronization

@testable import CountersignServer

/// Surroundings of a test: a folder of its own, and words that are caught.
final class TestSurroundings: Sendable {
    private struct Words {
        var output = ""
        var diagnostics = ""
        var requests: [OutboundRequest] = []
        var answers: [OutboundReply] = []
    }

    private let words = Mutex(Words())
    let folder: String
    let environment: [String: String]

    init(environment: [String: String] = [:]) throws {
        self.environment = environment
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var output: String { words.withLock { $0.output } }
    var diagnostics: String { words.withLock { $0.diagnostics } }
    var requests: [OutboundRequest] { words.withLock { $0.requests } }

    /// Forgets what was written so far.
    func forget() {
        words.withLock { words in
            words.output = ""
            words.diagnostics = ""
        }
    }

    /// What the next request gets; without one there is no connection.
    func answer(status: Int, _ body: String = "") {
        words.withLock { $0.answers.append(OutboundReply(status: status, body: Array(body.utf8))) }
    }

    private func take(_ request: OutboundRequest) -> Result<OutboundReply, OutboundFailure> {
        words.withLock { words in
            words.requests.append(request)
            guard !words.answers.isEmpty else { return .failure(.notSent(reason: "no connection")) }
            return .success(words.answers.removeFirst())
        }
    }

    /// Surroundings with the shipped policies and templates in the working directory.
    /// - Parameter languages: those of the templates; nil for all of them, and the example brand. Two are
    ///   enough for most, and load in a moment.
    static func withAssets(languages: [String]? = ["en", "de"]) throws -> TestSurroundings {
        let world = try TestSurroundings()
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        for name in ["Templates", "Policies"] {
            try FileManager.default.copyItem(
                atPath: root.appendingPathComponent(name).path,
                toPath: world.folder + "/" + name
            )
        }
        guard let languages else { return world }
        let templates = world.folder + "/Templates"
        try FileManager.default.removeItem(atPath: templates + "/example-shoes")
        for name in try FileManager.default.contentsOfDirectory(atPath: templates + "/default")
        where name.utf8.count == 2 && !languages.contains(name) {
            try FileManager.default.removeItem(atPath: "\(templates)/default/\(name)")
        }
        return world
    }

    /// What a command sees.
    var surroundings: Surroundings {
        Surroundings(
            environment: environment,
            workingDirectory: folder,
            executable: folder + "/countersign",
            console: Console(
                output: { text in self.words.withLock { $0.output += text } },
                diagnostics: { text in self.words.withLock { $0.diagnostics += text } },
                hasColor: false,
                isInteractive: false
            ),
            send: { request in self.take(request) }
        )
    }

    /// Runs the program with some words.
    func run(_ arguments: String...) async -> ExitStatus {
        await Program.run(arguments, in: surroundings)
    }

    /// Writes a file below the folder.
    func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: folder + "/" + path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
    }

    /// The permission bits of a file below the folder.
    func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder + "/" + path)[.posixPermissions]
            as? Int
    }

    /// Names of what stands in the folder, hidden things included.
    func names(in path: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/" + path).sorted()
    }
}
