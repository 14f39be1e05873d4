/// What a simulated platform does over the time of a scenario.
public struct PlatformScript: Equatable, Sendable {
    /// A stretch of time with a behaviour of its own, in seconds since the scenario began.
    public struct Window: Equatable, Sendable {
        /// Its first moment.
        public var fromSeconds: Double
        /// The moment after its last.
        public var toSeconds: Double
        /// How the platform behaves in it.
        public var behaviour: Behaviour

        /// A window.
        public init(fromSeconds: Double, toSeconds: Double, behaviour: Behaviour) {
            self.fromSeconds = fromSeconds
            self.toSeconds = toSeconds
            self.behaviour = behaviour
        }

        func contains(_ second: Double) -> Bool { fromSeconds <= second && second < toSeconds }
    }

    /// How it behaves outside of all windows.
    public var usual: Behaviour
    /// Windows; where two overlap, the first counts.
    public var windows: [Window]

    /// A script.
    public init(usual: Behaviour = Behaviour(), windows: [Window] = []) {
        self.usual = usual
        self.windows = windows
    }

    /// The behaviour at a second of the scenario; the usual one before it began.
    func behaviour(atSecond second: Double?) -> Behaviour {
        guard let second else { return usual }
        return windows.first { $0.contains(second) }?.behaviour ?? usual
    }

    /// The stretches in which nobody listens, in order.
    var refusals: [(fromSeconds: Double, toSeconds: Double)] {
        windows.filter { $0.behaviour.outage == .refused }
            .map { ($0.fromSeconds, $0.toSeconds) }
            .sorted { $0.0 < $1.0 }
    }
}
