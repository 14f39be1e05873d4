internal import CountersignCore
internal import CountersignHTTP
internal import CountersignKeys

/// Fills a service with messages that its gateway does not take, and watches them leave once it
/// does.
public struct BacklogBench: Sendable {
    private let settings: FlowSettings
    private let sink: Sink

    /// A backlog for one sink.
    public init(_ settings: FlowSettings, _ sink: Sink) {
        self.settings = settings
        self.sink = sink
    }

    /// Creates confirmations while the sink holds every answer back.
    ///
    /// - Returns: those that were answered 201: each is promised to be handed over.
    public func fill(_ count: Int) async throws(BenchFailure) -> Backlog {
        sink.hold()
        let client: LoadClient
        do {
            client = try LoadClient(
                host: settings.host,
                port: settings.port,
                connections: settings.connections
            )
        } catch {
            throw .service(reason: error.description)
        }
        let requests = FlowRequests(
            host: client.server.description,
            key: settings.key,
            run: Hex.encode(SystemEntropy().bytes(8))
        )
        let book = FlowBook(firstNumber: 0, ledger: nil)
        let load: LoadResult
        do {
            load = try await client.run(
                LoadPlan(requestsMax: count),
                next: { requests.create($0) },
                answered: { book.take($0) }
            )
        } catch {
            throw .service(reason: error.description)
        }
        guard load.ending == .complete, load.statuses == [201: count] else {
            throw .service(reason: "it did not take \(count) confirmations: \(load.statuses)")
        }
        return Backlog(keys: book.flows.map(\.key))
    }

    /// Waits until the service has handed all of them over, or nothing comes any more.
    public func drain(_ backlog: Backlog) async -> BacklogResult {
        let arrivals = await sink.arrivals(
            of: backlog.keys,
            quietSecondsMax: settings.stragglerSecondsMax
        )
        let moments = arrivals.compactMap { $0?.nanoseconds }
        let first = moments.min() ?? 0
        let last = moments.max() ?? 0
        return BacklogResult(
            messages: backlog.keys.count,
            missing: arrivals.count { $0 == nil },
            seconds: Double(last - first) / 1_000_000_000
        )
    }
}

/// Confirmations whose messages wait.
public struct Backlog: Sendable {
    let keys: [ConfirmationKey]
}
