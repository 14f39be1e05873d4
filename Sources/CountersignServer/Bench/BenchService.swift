import CountersignCore
import CountersignHTTP
import CountersignKeys
import Foundation

/// A service of the bench's or a rehearsal's own: another process, its store in a folder that is removed afterwards.
///
/// It is the same executable with `serve`, so that its memory and its start are its own.
struct BenchService {
    /// The running service.
    let process: Process
    /// Where it listens.
    let address: ListenAddress
    /// A live key whose SMS goes to the bench's gateway.
    let key: String
    /// The folder of its store.
    let folder: String
    /// Its configuration.
    private let config: String
    /// Environment variables beyond those of this process.
    private let environment: [String: String]
    /// The options of `serve` that name its folders.
    private let folders: [String]
    /// From the start of the process to the line that says it is ready.
    let startMilliseconds: Int

    /// Makes an installation below a folder and starts it; its SMS go to the bench's gateway.
    static func start(
        below parent: String,
        gateway: ListenAddress,
        places: Assets.Places,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> BenchService {
        let secret = "COUNTERSIGN_BENCH_GATEWAY_SECRET"
        return try await start(
            below: parent,
            configuration: """
                {
                  listen: "127.0.0.1:0",
                  store: "\(Founding.storeName)", keys: "\(Founding.keysName)",
                  providers: {
                    gateway: {
                      kind: "webhook", channel: "sms", url: "http://\(gateway)/send",
                      secret: { env: "\(secret)" },
                    },
                  },
                  routes: { default: [{ channel: "sms", providers: ["gateway"] }] },
                }
                """,
            environment: [secret: Base64URL.encode(surroundings.entropy.bytes(32))],
            places: places,
            in: surroundings
        )
    }

    /// Makes an installation with a configuration below a folder and starts it.
    ///
    /// - Parameters:
    ///   - environment: variables that the configuration takes secrets from.
    ///   - places: where templates and policies are; without policies, a bench's own one holds.
    static func start(
        below parent: String,
        configuration text: String,
        environment: [String: String],
        places: Assets.Places,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> BenchService {
        // Looked for here: the service's own advice would be about options that it is not given.
        var folders = try BenchService.options(for: places, in: surroundings)
        let suffix = Hex.encode(surroundings.entropy.bytes(6))
        let folder = "\(parent)/countersign-bench-\(suffix)"
        guard let merchant = MerchantID("bench"), let name = try? Payee("Bench Shoes") else {
            preconditionFailure("The bench's merchant has a valid id and name.")
        }
        let founded = try await Founding(
            folder: folder,
            shown: folder,
            merchant: Merchant(id: merchant, name: name, createdAt: surroundings.clock.now())
        ).run(in: surroundings)
        do throws(CommandFailure) {
            let files = FileManager.default
            guard files.createFile(atPath: founded.config, contents: Data(text.utf8)) else {
                throw .unusable("the folder \(folder) can't be written")
            }
            if places.policies == nil {
                folders += ["--policies", try BenchPolicy.folder(in: folder)]
            }
            return try launch(
                founded.config,
                key: founded.liveKey,
                in: folder,
                environment,
                folders,
                surroundings
            )
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    /// Ends the service and removes its folder.
    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Ends the service at once, as a crash would; its folder stays.
    func kill() {
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The service, started again on the same folder.
    func restarted(in surroundings: Surroundings) throws(CommandFailure) -> BenchService {
        try BenchService.launch(config, key: key, in: folder, environment, folders, surroundings)
    }

    /// The options of `serve` that name the folders of templates and, where one was given, of policies.
    private static func options(
        for places: Assets.Places,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> [String] {
        let templates = try Folders.find(
            "Templates",
            option: places.templates,
            configured: nil,
            in: surroundings
        )
        guard places.policies != nil else { return ["--templates", templates.path] }
        let policies = try Folders.find(
            "Policies",
            option: places.policies,
            configured: nil,
            in: surroundings
        )
        return ["--templates", templates.path, "--policies", policies.path]
    }

    private static func launch(
        _ config: String,
        key: String,
        in folder: String,
        _ environment: [String: String],
        _ folders: [String],
        _ surroundings: Surroundings
    ) throws(CommandFailure) -> BenchService {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: surroundings.executable)
        process.arguments = ["serve", "--config", config] + folders
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: surroundings.workingDirectory)
        let output = Pipe()
        process.standardOutput = output
        let began = DispatchTime.now().uptimeNanoseconds
        do { try process.run() } catch {
            throw .unusable("the service can't be started: \(surroundings.executable)")
        }
        // The service says one line when it is ready, and none when it is not.
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let milliseconds = Int((DispatchTime.now().uptimeNanoseconds - began) / 1_000_000)
        guard let place = line.range(of: "http://"),
            let address = ListenAddress(
                parsing: line[place.upperBound...].trimmingCharacters(in: .newlines)
            )
        else {
            process.terminate()
            throw .unusable("the service that is to be driven did not start", hint: "see above")
        }
        return BenchService(
            process: process,
            address: address,
            key: key,
            folder: folder,
            config: config,
            environment: environment,
            folders: folders,
            startMilliseconds: milliseconds
        )
    }
}
