public import CountersignCore

/// One step that a message may take.
public struct RouteCandidate: Hashable, Sendable {
    /// The channel.
    public let channel: Channel
    /// The provider's name in the configuration.
    public let provider: String

    /// A step.
    public init(channel: Channel, provider: String) {
        self.channel = channel
        self.provider = provider
    }
}

/// The providers of an installation in the order in which a merchant's messages try them.
public struct Route: Equatable, Sendable {
    /// Candidates in order.
    public let steps: [RouteCandidate]

    /// A route.
    public init(steps: [RouteCandidate]) {
        self.steps = steps
    }

    /// The steps on some channels: in the order of the channels, then in that of the route.
    public func candidates(channels: [Channel]) -> [RouteCandidate] {
        channels.flatMap { channel in steps.filter { $0.channel == channel } }
    }
}
