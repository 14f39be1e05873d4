import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignSimulator
import Foundation
import Synchronization

@testable import CountersignServer

/// The system's clock, which a test can put forward.
final class ShiftedClock: CountersignCore.Clock {
    private let shift = Atomic<Int64>(0)

    func now() -> Instant {
        SystemClock().now().advanced(bySeconds: Int(shift.load(ordering: .sequentiallyConsistent)))
    }

    func advance(seconds: Int64) { shift.add(seconds, ordering: .sequentiallyConsistent) }
}

/// A whole service in this process, reached only through its socket.
final class RunningService: Sendable {
    let folder: InstalledFolder
    let clock: ShiftedClock
    /// The phones of the simulator that test keys' messages go to.
    let phones: SimulatedPhones?
    private let service: Service
    private let lines: LogLines

    var liveKey: String { folder.liveKey }
    var testKey: String { folder.testKey }
    var port: UInt16 { service.address.port }
    /// What it logged so far.
    var logged: String { lines.text }

    private init(_ folder: InstalledFolder) async throws {
        let clock = ShiftedClock()
        var surroundings = folder.world.surroundings
        surroundings.clock = clock
        let options = ServeOptions(
            config: "countersign.json5",
            listen: nil,
            places: Assets.Places()
        )
        let preparation = try Preparation(options, in: surroundings)
        let lines = LogLines()
        let log = JSONLog(clock: clock) { lines.add($0) }
        let parts = try preparation.parts(in: surroundings, log: log)
        self.folder = folder
        self.clock = clock
        self.lines = lines
        self.phones = parts.simulator?.phones
        self.service = try await Service.start(parts)
    }

    /// Starts a service on an installation, runs the body, and stops the service whatever happens.
    @discardableResult
    static func run<Value: Sendable>(
        on folder: InstalledFolder,
        _ body: (RunningService) async throws -> Value
    ) async throws -> Value {
        let running = try await RunningService(folder)
        do {
            let value = try await body(running)
            await running.service.stop(graceSeconds: 5)
            return value
        } catch {
            await running.service.stop(graceSeconds: 1)
            throw error
        }
    }

    /// Runs the body on a service with a fresh installation and no provider but the simulator.
    @discardableResult
    static func run<Value: Sendable>(
        _ body: (RunningService) async throws -> Value
    ) async throws -> Value {
        try await run(on: try await InstalledFolder.found(), body)
    }

    /// Asks over a connection of its own.
    func ask(_ request: Request) async throws -> Answer {
        let port = port
        return try await offPool { try Wire(port: port).ask(request) }
    }

    /// Reads a confirmation.
    func read(_ id: String, key: String? = nil) async throws -> Answer {
        try await ask(.get("/v1/confirmations/\(id)", key: key ?? testKey))
    }

    /// Posts to a confirmation with the test key, or another.
    func post(
        _ step: String,
        _ id: String,
        _ body: String? = nil,
        key: String? = nil,
        once repeatKey: String? = nil
    ) async throws -> Answer {
        try await ask(
            .post("/v1/confirmations/\(id)/\(step)", key: key ?? testKey, once: repeatKey, body)
        )
    }

    /// Creates a confirmation and gives its id.
    func create(
        _ phone: String,
        channels: String = "[\"sms\"]",
        reference: String = "order-1234",
        key: String? = nil
    ) async throws -> String {
        let body = Bodies.create(phone, channels: channels, reference: reference)
        let answer = try await ask(
            .post("/v1/confirmations", key: key ?? testKey, once: UUID().uuidString, body)
        )
        guard answer.status == 201, let id = answer.json["id"]?.string else {
            throw WireFailure.tooLate("a confirmation; \(answer.status) \(answer.text)")
        }
        return id
    }

    /// The codes that a simulated phone received, once there are so many.
    func codesOnPhone(_ phone: String, count: Int = 1) async throws -> [String] {
        try await eventually("\(count) messages on the phone") {
            let path = "/v1/test/messages?to=%2B\(phone.dropFirst())"
            let answer = try await self.ask(.get(path, key: self.testKey))
            let texts = answer.json["messages"]?.array?.compactMap { $0["text"]?.string } ?? []
            return texts.count >= count ? texts.compactMap { codes(in: $0).first } : nil
        }
    }
}

/// Lines of a log.
private final class LogLines: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    func add(_ line: [UInt8]) { bytes.withLock { $0 += line } }
}

/// Bodies of requests.
enum Bodies {
    static let amount = "{\"value\": 4999, \"currency\": \"EUR\"}"

    static func create(
        _ phone: String,
        channels: String = "[\"sms\"]",
        reference: String = "order-1234"
    ) -> String {
        """
        {"amount": \(amount), "reference": "\(reference)", "channels": \(channels),
         "recipient": {"phone": "\(phone)", "locale": "en-GB"}}
        """
    }

    static func verify(_ code: String, amount: String = Bodies.amount) -> String {
        "{\"code\": \"\(code)\", \"amount\": \(amount)}"
    }

    /// A code that is not this one.
    static func wrong(_ code: String) -> String {
        String(code.map { $0 == "7" ? "1" : "7" })
    }
}
