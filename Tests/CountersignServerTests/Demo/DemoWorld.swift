import CountersignHTTP
import Foundation

@testable import CountersignServer

/// What a demo of a test runs in: shipped templates and policies, and a place for its own folder.
struct DemoWorld {
    let world: TestSurroundings
    let surroundings: Surroundings

    init() throws {
        world = try TestSurroundings.withAssets()
        let temporary = world.folder + "/tmp"
        try FileManager.default.createDirectory(
            atPath: temporary,
            withIntermediateDirectories: false
        )
        let plain = world.surroundings
        surroundings = Surroundings(
            environment: ["TMPDIR": temporary],
            workingDirectory: plain.workingDirectory,
            executable: plain.executable,
            console: plain.console
        )
    }

    /// Folders that demos left behind.
    var leftovers: [String] {
        get throws { try world.names(in: "tmp") }
    }

    /// What a demo is told; the port is free unless one is named.
    func options(
        isOnce: Bool = false,
        listen: String = "127.0.0.1:0"
    ) throws -> DemoOptions {
        guard let listen = ListenAddress(parsing: listen) else { throw Unusable() }
        return DemoOptions(isOnce: isOnce, listen: listen, scenario: nil, places: Assets.Places())
    }

    /// A demo that prints its flow.
    func demo(isOnce: Bool, listen: String = "127.0.0.1:0") throws -> Demo {
        Demo(options: try options(isOnce: isOnce, listen: listen), surroundings: surroundings)
    }

    /// Runs a demo that ends after its flow, and that nobody stops.
    func runOnce(listen: String = "127.0.0.1:0") async throws -> ExitStatus {
        let (signals, sender) = AsyncStream.makeStream(of: Signal.self)
        let status = try await demo(isOnce: true, listen: listen).run(until: signals)
        sender.finish()
        return status
    }

    /// Lends everything that a demo runs on, and stops it afterwards.
    func withInstallation<Result>(
        _ body: (DemoInstallation) async throws -> Result
    ) async throws -> Result {
        let demo = try await DemoInstallation.open(options(), in: surroundings)
        do {
            let result = try await body(demo)
            await demo.close()
            return result
        } catch {
            await demo.close()
            throw error
        }
    }

    /// An address that can't be read.
    struct Unusable: Error {}
}
