public import CountersignCore

extension Route {
    /// One channel with the providers that serve it, the preferred one first, for some recipients or all.
    public struct Step: Equatable, Sendable {
        /// Shortest and longest ``nextAfterSeconds``.
        public static let nextAfterSecondsBounds = 5...300

        /// The channel.
        public let channel: Channel
        /// Names of providers in the configuration.
        public let providers: [String]
        /// ISO 3166-1 regions whose numbers it takes; empty for all.
        public let countries: Set<String>
        /// Beginnings of the numbers that it takes, in E.164 with the plus; empty for all.
        public let prefixes: [String]
        /// Seconds without a confirmation after which a message of this step is followed by another;
        /// nil for the policy's.
        public let nextAfterSeconds: Int?
        /// Whether a second provider gets the message too when the first is slower than usual.
        public let isHedged: Bool

        /// A step; without conditions it takes everybody.
        public init(
            channel: Channel,
            providers: [String],
            countries: Set<String> = [],
            prefixes: [String] = [],
            nextAfterSeconds: Int? = nil,
            isHedged: Bool = false
        ) {
            self.channel = channel
            self.providers = providers
            self.countries = countries
            self.prefixes = prefixes
            self.nextAfterSeconds = nextAfterSeconds
            self.isHedged = isHedged
        }

        /// Whether it takes everybody.
        public var isUnconditional: Bool { countries.isEmpty && prefixes.isEmpty }

        /// Whether it takes a recipient with this number: every kind of condition that it has fits.
        public func takes(_ phone: PhoneNumber?) -> Bool {
            if isUnconditional { return true }
            guard let phone else { return false }
            guard countries.isEmpty || countries.contains(phone.country) else { return false }
            guard !prefixes.isEmpty else { return true }
            return phone.withDigits { number in
                prefixes.contains { number.utf8.starts(with: $0.utf8) }
            }
        }

        /// Its providers in order.
        var candidates: [Candidate] {
            providers.map {
                Candidate(
                    channel: channel,
                    provider: $0,
                    nextAfterSeconds: nextAfterSeconds,
                    isHedged: isHedged
                )
            }
        }
    }
}
