/// What one phase came to.
public struct PhaseResult: Equatable, Sendable {
    /// What the load client saw.
    public let load: LoadResult
    /// What was not as it must be, one sentence each; empty when the phase is whole.
    public let faults: [String]

    /// Checks that every request of a phase was answered as it must be.
    init(_ name: String, _ load: LoadResult, expecting status: Int, faults more: [String] = []) {
        self.load = load
        var faults: [String] = []
        switch load.ending {
        case .complete: break
        case .unreachable: faults.append("\(name): the service went away")
        case .silent: faults.append("\(name): the service stopped answering")
        }
        let others = load.statuses.filter { $0.key != status }.sorted { $0.key < $1.key }
        for (other, count) in others {
            faults.append("\(name): \(count) answers had status \(other) instead of \(status)")
        }
        if load.lost > 0 {
            faults.append("\(name): \(load.lost) requests lost their connection")
        }
        let open = load.requests - load.answers - load.lost
        if open > 0 { faults.append("\(name): \(open) requests were never answered") }
        if load.requests == 0 { faults.append("\(name): nothing was sent") }
        self.faults = faults + more
    }
}

/// What create and verify flows came to.
public struct FlowResult: Equatable, Sendable {
    /// Keep-alive connections.
    public let connections: Int
    /// Creates at full speed.
    public internal(set) var creates: PhaseResult?
    /// Verifications at full speed.
    public internal(set) var verifies: PhaseResult?
    /// Creates at a fixed rate.
    public internal(set) var pacedCreates: PhaseResult?
    /// Creates a second that the paced phase asked for.
    public internal(set) var pacedPerSecond = 0.0
    /// From the moment a paced create was due to the arrival of its message at the sink.
    public internal(set) var handOff: LatencySummary?
    /// What was not as it must be besides the phases, such as faults of the warm-up.
    public internal(set) var otherFaults: [String] = []

    /// Everything that was not as it must be; empty when the run counts.
    public var faults: [String] {
        otherFaults + [creates, verifies, pacedCreates].flatMap { $0?.faults ?? [] }
    }
}
