import CountersignBench
import CountersignHTTP
import Foundation

/// Measures flows beside the machine's own floor.
func runBench(
    _ options: BenchOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    FileLimit.raise()
    if let ledger = options.checkedLedger {
        return try await checkLedger(surroundings.path(ledger), options, in: surroundings)
    }
    if let decisions = options.decisions {
        return try await runPolicyBench(options, decisions: decisions, in: surroundings)
    }
    if options.isRender { return try runRenderBench(options, in: surroundings) }
    if options.isDelivery { return try await runDeliveryBench(options, in: surroundings) }
    return try await withGateway(options.sink) { (sink, gateway) async throws(CommandFailure) in
        try await measure(sink, at: gateway, options, in: surroundings)
    }
}

/// Lends the gateway that a bench plays, and closes it afterwards.
func withGateway(
    _ address: ListenAddress,
    _ body: (Sink, ListenAddress) async throws(CommandFailure) -> ExitStatus
) async throws(CommandFailure) -> ExitStatus {
    let sink = Sink()
    let gateway: HTTPServer
    do {
        gateway = try sink.listen(host: address.host, port: address.port)
    } catch {
        throw .unusable(
            "the bench's gateway can't listen on \(address): \(error.description)",
            hint: "name another address: --sink 127.0.0.1:PORT"
        )
    }
    do {
        let status = try await body(sink, gateway.address)
        await gateway.stop(graceSeconds: 0)
        return status
    } catch {
        await gateway.stop(graceSeconds: 0)
        throw error
    }
}

private func measure(
    _ sink: Sink,
    at gateway: ListenAddress,
    _ options: BenchOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    guard let url = options.url else {
        let service = try await BenchService.start(
            below: surroundings.path(options.directory ?? "."),
            gateway: gateway,
            places: options.places,
            in: surroundings
        )
        let memory = MemoryUse.of(process: service.process.processIdentifier)
        do {
            let status = try await run(
                sink,
                at: service.address,
                key: service.key,
                floor: service.folder,
                (service.startMilliseconds, memory),
                options,
                in: surroundings
            )
            service.stop()
            return status
        } catch {
            service.stop()
            throw error
        }
    }
    let target = try BenchTarget(url: url, in: surroundings)
    return try await run(
        sink,
        at: target.address,
        key: target.key,
        floor: surroundings.path(options.directory ?? "."),
        nil,
        options,
        in: surroundings
    )
}

private func run(
    _ sink: Sink,
    at address: ListenAddress,
    key: String,
    floor folder: String,
    _ start: (milliseconds: Int, memory: MemoryUse?)?,
    _ options: BenchOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    var settings = FlowSettings(host: address.host, port: address.port, key: key)
    settings.connections = options.connections
    settings.secondsMax = Double(options.seconds)
    settings.pacedSeconds = Double(options.seconds)
    settings.pacedPerSecond = options.ratePerSecond.map(Double.init)
    settings.ledgerPath = options.ledger.map(surroundings.path)
    var floor = FloorSettings(directory: folder)
    floor.connections = options.connections
    floor.secondsMax = Double(options.seconds)
    let report: BenchReport
    do {
        report = try await Bench(settings).run(
            sink,
            floor: floor,
            startMilliseconds: start?.milliseconds,
            memory: start?.memory
        )
    } catch {
        throw .unusable(error.description)
    }
    surroundings.console.output(
        options.isJSON ? String(decoding: report.json, as: UTF8.self) + "\n" : report.text
    )
    return report.isWhole ? .done : .findings
}

/// Reads every confirmation that a ledger says was answered 201, as after a crash.
private func checkLedger(
    _ path: String,
    _ options: BenchOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    guard let url = options.url else {
        throw .unusable(
            "--check-ledger needs the service that was restarted",
            hint: "add --url http://127.0.0.1:8080 and its key in COUNTERSIGN_KEY"
        )
    }
    let target = try BenchTarget(url: url, in: surroundings)
    let report: LedgerReport
    do {
        report = try await Bench.verifyLedger(
            path: path,
            host: target.address.host,
            port: target.address.port,
            key: target.key
        )
    } catch {
        throw .unusable(error.description)
    }
    surroundings.console.output(
        options.isJSON ? String(decoding: report.json, as: UTF8.self) + "\n" : report.text
    )
    return report.isWhole ? .done : .findings
}

/// A service that runs already, with the key to drive it.
struct BenchTarget: Sendable {
    let address: ListenAddress
    let key: String

    init(url: String, in surroundings: Surroundings) throws(CommandFailure) {
        let host = url.hasPrefix("http://") ? String(url.dropFirst("http://".count)) : url
        guard let address = ListenAddress(parsing: host), address.isLoopback else {
            throw .unusable(
                "\(url) is not a service that the bench can drive",
                hint: "write http://127.0.0.1:PORT: the bench drives this machine only, without TLS"
            )
        }
        guard let key = surroundings.environment["COUNTERSIGN_KEY"], !key.isEmpty else {
            throw .unusable(
                "the bench needs an API key of the service",
                hint: "put a live key, whose SMS provider posts to --sink, in COUNTERSIGN_KEY"
            )
        }
        self.address = address
        self.key = key
    }
}
