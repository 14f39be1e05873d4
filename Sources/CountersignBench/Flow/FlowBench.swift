public import CountersignHTTP
internal import CountersignCore
internal import CountersignKeys

/// Drives whole confirmations through a running service and checks that nothing is missing.
///
/// First creates at full speed, then the verification of each with its code, then creates at half
/// that rate, of which the hand-off to the provider is measured.
public struct FlowBench: Sendable {
    private let settings: FlowSettings
    private let client: LoadClient
    private let requests: FlowRequests

    /// Flows with phones, references and keys that no other run has.
    /// - Throws: ``LoopbackFailure/notLoopback(host:)``.
    public init(_ settings: FlowSettings) throws(LoopbackFailure) {
        self.settings = settings
        client = try LoadClient(
            host: settings.host,
            port: settings.port,
            connections: settings.connections
        )
        requests = FlowRequests(
            host: client.server.description,
            key: settings.key,
            run: Hex.encode(SystemEntropy().bytes(8))
        )
    }

    /// Runs all phases, or as many as the service lives through.
    ///
    /// - Parameter sink: the gateway that the service's provider posts to.
    /// - Throws: ``BenchFailure`` when it could not begin; whatever happens later is in the result.
    public func run(_ sink: Sink) async throws(BenchFailure) -> FlowResult {
        let ledger = try settings.ledgerPath.map { path throws(BenchFailure) in
            try Ledger(path: path)
        }
        var result = FlowResult(connections: client.connections)
        var number = 0
        if settings.warmUps > 0 {
            let plan = LoadPlan(requestsMax: settings.warmUps, secondsMax: settings.secondsMax)
            let warmUp = try await create("warm-up", plan, from: number, ledger, sink)
            result.otherFaults = warmUp.phase.faults
            number += warmUp.phase.load.requests
            guard warmUp.phase.load.ending == .complete else { return result }
        }
        let full = LoadPlan(requestsMax: settings.flowsMax, secondsMax: settings.secondsMax)
        let created = try await create("create", full, from: number, ledger, sink)
        result.creates = created.phase
        number += created.phase.load.requests
        guard created.phase.load.ending == .complete else { return result }
        result.verifies = try await verify(created.flows, created.arrivals)
        guard result.verifies?.load.ending == .complete, settings.pacedSeconds > 0 else {
            return result
        }
        try await pace(&result, from: number, ledger, sink)
        return result
    }

    // MARK: - Phases

    private struct Created {
        let phase: PhaseResult
        let flows: [Flow]
        let arrivals: [Sink.Arrival?]
    }

    private func create(
        _ name: String,
        _ plan: LoadPlan,
        from number: Int,
        _ ledger: Ledger?,
        _ sink: Sink
    ) async throws(BenchFailure) -> Created {
        let book = FlowBook(firstNumber: number, ledger: ledger)
        let load = try await load(
            plan,
            next: { [requests] index in requests.create(number + index) },
            answered: { book.take($0) }
        )
        let flows = book.flows
        // A service that is gone hands nothing over any more: nobody waits for that.
        let quietSecondsMax = load.ending == .complete ? settings.stragglerSecondsMax : 0
        let arrivals = await sink.arrivals(
            of: flows.map(\.key),
            quietSecondsMax: quietSecondsMax
        )
        var faults: [String] = []
        if book.unreadable > 0 {
            faults.append("\(name): \(book.unreadable) answers had no confirmation id")
        }
        let missing = arrivals.count { $0 == nil }
        if missing > 0 {
            faults.append("\(name): \(missing) messages did not reach the sink")
        }
        if let error = ledger?.fault { faults.append("\(name): the ledger has gaps: \(error)") }
        return Created(
            phase: PhaseResult(name, load, expecting: 201, faults: faults),
            flows: flows,
            arrivals: arrivals
        )
    }

    private func verify(
        _ flows: [Flow],
        _ arrivals: [Sink.Arrival?]
    ) async throws(BenchFailure) -> PhaseResult {
        let known = zip(flows, arrivals).compactMap { flow, arrival in
            arrival?.code.map { (flow: flow, code: $0) }
        }
        let arrived = arrivals.count { $0 != nil }
        let load = try await load(
            LoadPlan(requestsMax: known.count),
            next: { [requests] index in
                let (flow, code) = known[index]
                return requests.verify(flow.key.id, code: code, flow: flow.number)
            },
            answered: { _ in }
        )
        let faults =
            known.count < arrived
            ? ["verify: \(arrived - known.count) messages held no code of 6 to 8 digits"] : []
        return PhaseResult("verify", load, expecting: 200, faults: faults)
    }

    private func pace(
        _ result: inout FlowResult,
        from number: Int,
        _ ledger: Ledger?,
        _ sink: Sink
    ) async throws(BenchFailure) {
        let rate =
            settings.pacedPerSecond ?? max((result.creates?.load.perSecond ?? 0) / 2, 1)
        let plan = LoadPlan(
            .perSecond(rate),
            requestsMax: max(1, Int(rate * settings.pacedSeconds)),
            secondsMax: settings.pacedSeconds + 1
        )
        let paced = try await create("paced create", plan, from: number, ledger, sink)
        result.pacedCreates = paced.phase
        result.pacedPerSecond = rate
        var histogram = LatencyHistogram()
        for (flow, arrival) in zip(paced.flows, paced.arrivals) {
            guard let arrival else { continue }
            // The message may overtake the answer, never the request.
            histogram.record(
                nanoseconds: max(arrival.nanoseconds, flow.dueNanoseconds) - flow.dueNanoseconds
            )
        }
        result.handOff = histogram.summary
    }

    private func load(
        _ plan: LoadPlan,
        next: @escaping @Sendable (Int) -> [UInt8]?,
        answered: @escaping @Sendable (LoadAnswer) -> Void
    ) async throws(BenchFailure) -> LoadResult {
        do {
            return try await client.run(plan, next: next, answered: answered)
        } catch {
            throw .service(reason: error.description)
        }
    }
}
