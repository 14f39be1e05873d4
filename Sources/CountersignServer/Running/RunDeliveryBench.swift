import CountersignBench
import CountersignHTTP
import Foundation

/// Measures the transport beside bare libcurl, and a backlog that an outage of the gateway left behind.
func runDeliveryBench(
    _ options: BenchOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    try await withGateway(options.sink) { (sink, gateway) async throws(CommandFailure) in
        let report = try await measureDelivery(sink, at: gateway, options, in: surroundings)
        surroundings.console.output(
            options.isJSON ? String(decoding: report.json, as: UTF8.self) + "\n" : report.text
        )
        return report.isWhole ? .done : .findings
    }
}

private func measureDelivery(
    _ sink: Sink,
    at gateway: ListenAddress,
    _ options: BenchOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> DeliveryBenchReport {
    let concurrent = DeliveryBenchReport.concurrentUsual
    let transfers = TransferBench(
        url: "http://\(gateway)\(Sink.path)",
        count: options.messages,
        concurrent: concurrent
    )
    let bare: Double
    let carrier: Double
    do {
        bare = try await transfers.bare()
        carrier = try await transfers.carrier()
    } catch {
        throw .unusable(error.description)
    }
    let service = try await BenchService.start(
        below: surroundings.path(options.directory ?? "."),
        gateway: gateway,
        places: options.places,
        in: surroundings
    )
    do {
        let (backlog, memory) = try await outage(of: service, sink, options, in: surroundings)
        return DeliveryBenchReport(
            barePerSecond: bare,
            carrierPerSecond: carrier,
            concurrent: concurrent,
            wasKilled: !options.isOutage,
            backlog: backlog,
            memory: memory
        )
    } catch {
        service.stop()
        throw error
    }
}

/// Fills the service while its gateway is stuck, kills it unless it shall live through it, and watches the
/// messages leave once the gateway works again.
private func outage(
    of service: BenchService,
    _ sink: Sink,
    _ options: BenchOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> (BacklogResult, MemoryUse?) {
    var settings = FlowSettings(
        host: service.address.host,
        port: service.address.port,
        key: service.key
    )
    settings.connections = options.connections
    let bench = BacklogBench(settings, sink)
    let backlog: Backlog
    do {
        backlog = try await bench.fill(options.messages)
    } catch {
        throw .unusable(error.description)
    }
    if !options.isOutage { service.kill() }
    sink.release()
    let restarted = options.isOutage ? service : try service.restarted(in: surroundings)
    let result = await bench.drain(backlog)
    let memory = MemoryUse.of(process: restarted.process.processIdentifier)
    restarted.stop()
    return (result, memory)
}
