internal import CountersignHTTP

/// Everything that `countersign bench` does, in one place.
///
/// A sink is started first, because the service's provider posts to it; then the service, in this
/// process or another; then the bench.
///
///     let sink = Sink()
///     let gateway = try sink.listen()             // provider url: http://ADDRESS/send
///     let bench = Bench(FlowSettings(host: "127.0.0.1", port: 8080, key: key))
///     let report = try await bench.run(sink, floor: FloorSettings(directory: folder))
///     await gateway.stop(graceSeconds: 0)
public struct Bench: Sendable {
    private let settings: FlowSettings

    /// A bench of a running service.
    public init(_ settings: FlowSettings) { self.settings = settings }

    /// Measures the flows, then the floor while the service idles.
    ///
    /// - Parameters:
    ///   - sink: the gateway that the service's SMS provider posts to.
    ///   - floor: how the floor is measured; nil leaves it out.
    ///   - startMilliseconds: how long the service took to start, where the caller knows.
    ///   - memory: what the idle service holds, as ``MemoryUse/of(process:)`` gave it after the start.
    /// - Returns: the report; its ``BenchReport/isWhole`` decides the exit status.
    /// - Throws: ``BenchFailure`` when the bench could not begin.
    public func run(
        _ sink: Sink,
        floor: FloorSettings?,
        startMilliseconds: Int? = nil,
        memory: MemoryUse? = nil
    ) async throws(BenchFailure) -> BenchReport {
        let flows = try Bench.reaching { () throws(LoopbackFailure) in try FlowBench(settings) }
        let flow = try await flows.run(sink)
        var found: FloorResult?
        if let floor, flow.faults.isEmpty { found = try await Floor(floor).measure() }
        return BenchReport(
            flow: flow,
            floor: found,
            memory: memory,
            startMilliseconds: startMilliseconds
        )
    }

    /// Reads every confirmation of a ledger from a running service, as after a `kill -9`.
    ///
    /// - Parameters:
    ///   - path: the file that ``FlowSettings/ledgerPath`` named.
    ///   - host: the service's host, a loopback address.
    ///   - port: the service's port.
    ///   - key: an API key of the same merchant.
    /// - Throws: ``BenchFailure`` when the file or the service can't be read.
    public static func verifyLedger(
        path: String,
        host: String,
        port: UInt16,
        key: String
    ) async throws(BenchFailure) -> LedgerReport {
        let keys = try Ledger.ids(in: path)
        let client = try reaching { () throws(LoopbackFailure) in
            try LoadClient(host: host, port: port, connections: 16)
        }
        do {
            return try await LedgerCheck(keys: keys).run(client, key: key)
        } catch {
            throw .service(reason: error.description)
        }
    }

    private static func reaching<Value>(
        _ work: () throws(LoopbackFailure) -> Value
    ) throws(BenchFailure) -> Value {
        do {
            return try work()
        } catch {
            throw .service(reason: error.description)
        }
    }
}
