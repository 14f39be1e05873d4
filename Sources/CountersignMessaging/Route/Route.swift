public import CountersignCore

/// The order of channels and providers that a merchant's messages take.
public struct Route: Equatable, Sendable {
    /// A provider on a channel, as a step of the route names it.
    public struct Candidate: Hashable, Sendable {
        /// The channel.
        public let channel: Channel
        /// The provider's name in the configuration.
        public let provider: String
        /// The step's ``Step/nextAfterSeconds``.
        public let nextAfterSeconds: Int?
        /// The step's ``Step/isHedged``.
        public let isHedged: Bool

        /// A provider on a channel.
        public init(
            channel: Channel,
            provider: String,
            nextAfterSeconds: Int? = nil,
            isHedged: Bool = false
        ) {
            self.channel = channel
            self.provider = provider
            self.nextAfterSeconds = nextAfterSeconds
            self.isHedged = isHedged
        }
    }

    /// Steps in order; of those of one channel, the first that takes a recipient is the recipient's.
    public let steps: [Step]

    /// A route.
    public init(steps: [Step]) {
        self.steps = steps
    }

    /// Every provider that may be tried for a recipient, in order and each once.
    ///
    /// - Parameters:
    ///   - channels: the channels that policy, merchant and recipient all allow, in the policy's
    ///     order; that order wins over the order of the steps.
    ///   - phone: the recipient's number; nil where there is none, and then no step with a condition
    ///     fits.
    public func candidates(channels: [Channel], to phone: PhoneNumber?) -> [Candidate] {
        var all: [Candidate] = []
        var seen: [Channel] = []
        for channel in channels where !seen.contains(channel) {
            seen.append(channel)
            guard let step = steps.first(where: { $0.channel == channel && $0.takes(phone) })
            else { continue }
            for candidate in step.candidates where !all.contains(candidate) {
                all.append(candidate)
            }
        }
        return all
    }

    /// Whether any step names a provider.
    public func uses(_ provider: String) -> Bool {
        steps.contains { $0.providers.contains(provider) }
    }
}
