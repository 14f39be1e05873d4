public import CountersignCore

/// The order of channels and providers that a merchant's messages take.
public struct Route: Equatable, Sendable {
    /// One channel with the providers that serve it, the preferred one first.
    public struct Step: Equatable, Sendable {
        /// The channel.
        public let channel: Channel
        /// Names of providers in the configuration.
        public let providers: [String]

        /// A step.
        public init(channel: Channel, providers: [String]) {
            self.channel = channel
            self.providers = providers
        }
    }

    /// A provider on a channel.
    public struct Candidate: Hashable, Sendable {
        /// The channel.
        public let channel: Channel
        /// The provider's name in the configuration.
        public let provider: String

        /// A provider on a channel.
        public init(channel: Channel, provider: String) {
            self.channel = channel
            self.provider = provider
        }
    }

    /// Steps in order; a channel may occur more than once, and its providers then follow one another.
    public let steps: [Step]

    /// A route.
    public init(steps: [Step]) {
        self.steps = steps
    }

    /// Every provider that may be tried, in order and each once.
    ///
    /// - Parameter channels: the channels that policy, merchant and recipient all allow, in the
    ///   policy's order; that order wins over the order of the steps.
    public func candidates(channels: [Channel]) -> [Candidate] {
        var all: [Candidate] = []
        for channel in channels {
            for step in steps where step.channel == channel {
                for provider in step.providers {
                    let candidate = Candidate(channel: channel, provider: provider)
                    if !all.contains(candidate) { all.append(candidate) }
                }
            }
        }
        return all
    }

    /// The provider to try next, or first; nil when the route is at its end.
    ///
    /// - Parameters:
    ///   - attempted: what was tried for this code, in any order; none is tried twice.
    ///   - channels: as for ``candidates(channels:)``.
    ///   - dropped: channels on which this recipient can't be reached, whoever the provider.
    public func next(
        after attempted: [Candidate],
        channels: [Channel],
        dropped: Set<Channel> = []
    ) -> Candidate? {
        candidates(channels: channels).first { candidate in
            !attempted.contains(candidate) && !dropped.contains(candidate.channel)
        }
    }
}
