/// What is driven, and how far.
public struct FlowSettings: Sendable {
    /// The service's host, a loopback address.
    public var host: String
    /// The service's port.
    public var port: UInt16
    /// An API key with the scope `checkout`; its merchant's route for SMS leads to the sink.
    public var key: String
    /// Keep-alive connections.
    public var connections = 64
    /// Most flows of the phases at full speed.
    ///
    /// Creates must end before the first code's life does, 300 seconds by default.
    public var flowsMax = 100_000
    /// Most seconds of creates at full speed; what they made is then verified, however long it takes.
    public var secondsMax = 120.0
    /// Creates before the first phase whose times don't count.
    public var warmUps = 1_000
    /// Length of the paced phase in seconds; zero leaves it out.
    public var pacedSeconds = 5.0
    /// Creates a second of the paced phase; nil for half of what the first phase reached.
    public var pacedPerSecond: Double?
    /// How long a phase waits for messages while none comes, in seconds.
    public var stragglerSecondsMax = 15.0
    /// A file that gets the id of every confirmation that was answered 201; nil for none.
    public var ledgerPath: String?

    /// Flows through a service with the usual bounds.
    public init(host: String, port: UInt16, key: String) {
        self.host = host
        self.port = port
        self.key = key
    }
}

extension FlowSettings: CustomStringConvertible, CustomReflectable {
    /// Where the flows go; the key stays out of it.
    public var description: String { "\(host):\(port) over \(connections) connections" }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// Why the bench could not begin.
public enum BenchFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The service can't be reached; `reason` says why and what to do.
    case service(reason: String)
    /// A file can't be written or read; `reason` is the system's word.
    case file(path: String, reason: String)
    /// The floor's store or server does not work; `reason` says why.
    case floor(reason: String)

    /// What happened and where.
    public var description: String {
        switch self {
        case .service(let reason): "the service can't be measured: \(reason)"
        case .file(let path, let reason): "the file \(path) can't be used: \(reason)"
        case .floor(let reason): "the machine's floor can't be measured: \(reason)"
        }
    }
}
