import CountersignCore
import CountersignMessaging

/// Which step of its route a confirmation's message takes.
extension Checkout {
    /// The steps that may carry a confirmation's next message, in the order in which they should be tried
    /// now.
    ///
    /// A channel that failed for good for this recipient is left for the confirmation's whole life, and so
    /// are all channels to a destination that may belong to somebody else now. Providers in trouble come
    /// last.
    func steps(
        of confirmation: Confirmation,
        _ details: Details,
        brand: String,
        messages: [Message]
    ) -> [Route.Candidate] {
        var candidates = composer.candidates(for: confirmation, details, brand: brand)
        if messages.contains(where: { $0.failureClass != nil }) {
            candidates.removeAll { candidate in
                messages.contains { $0.closes(candidate.channel) }
            }
        }
        let entropy = dependencies.entropy
        return switchboard.ordered(
            candidates,
            country: details.recipient.phone?.country,
            at: now(),
            random: { entropy.bytes(1)[0] }
        )
    }

    /// The step that follows by itself on those that were taken for this generation; nil when the route is
    /// at its end.
    ///
    /// A message whose text could not be made again took no step: its own is taken anew.
    /// - Parameter isRetaking: whether, at the end, a provider that was passed over before is tried after
    ///   all; once, or two busy ones would pass a message to and fro.
    func nextStep(
        of confirmation: Confirmation,
        _ situation: Situation,
        after messages: [Message],
        isRetaking: Bool = false
    ) -> Route.Candidate? {
        guard let details = situation.details,
            !messages.contains(where: { $0.failureClass == .risk })
        else { return nil }
        let candidates = steps(
            of: confirmation,
            details,
            brand: situation.brand,
            messages: messages
        )
        if let altered = messages.last, altered.failure == Handover.failureOfAltered,
            let again = candidates.first(where: { altered.took($0) })
        {
            return again
        }
        let tried = messages.filter {
            $0.generation == confirmation.context.generation
                && $0.failure != Handover.failureOfAltered
        }
        if let new = candidates.first(where: { candidate in !tried.contains { $0.took(candidate) } }
        ) {
            return new
        }
        guard isRetaking, messages.last?.failure != Handover.failureOfPassedOver else { return nil }
        return candidates.first { candidate in
            tried.filter { $0.took(candidate) }.map(\.failure) == [Handover.failureOfPassedOver]
        }
    }

    /// Seconds that a message may be out unconfirmed before its route moves on.
    func patienceSeconds(of message: Message, _ situation: Situation) -> Int {
        let confirmation = situation.stored.confirmation
        let own = situation.details.flatMap { details in
            composer.candidates(for: confirmation, details, brand: situation.brand)
                .first { message.took($0) }?.nextAfterSeconds
        }
        return own ?? confirmation.settings.nextChannelAfterSeconds
    }

    /// The newest message, and the one before it if the newest is its hedge: then both are under way for
    /// one step of the route.
    func newest(of messages: [Message], _ situation: Situation) -> ArraySlice<Message> {
        guard let pair = messages.suffix(2).first, let last = messages.last, pair.id != last.id,
            pair.generation == last.generation, pair.channel == last.channel,
            pair.provider != last.provider,
            // Otherwise the route had moved on for want of a confirmation.
            pair.createdAt.secondsUntil(last.createdAt) < patienceSeconds(of: pair, situation)
        else { return messages.suffix(1) }
        return messages.suffix(2)
    }

    /// Seconds that a message gets from now on because it was made before the service began and left
    /// after it, or is about to; nil where its time has passed.
    func lateSeconds(of message: Message?, _ situation: Situation, since start: Instant?) -> Int? {
        guard let message, let start, message.createdAt < start,
            message.status == .queued || (message.status.isUnderway && message.updatedAt >= start)
        else { return nil }
        let seconds = patienceSeconds(of: message, situation)
        return start.secondsUntil(situation.now) < seconds ? seconds : nil
    }

    /// The step that a choice stands for.
    func step(
        _ choice: RouteChoice,
        of confirmation: Confirmation,
        _ details: Details,
        _ situation: Situation
    ) throws(Refusal) -> Route.Candidate {
        if case .exactly(let candidate) = choice { return candidate }
        let messages = situation.stored.messages
        let candidates = steps(
            of: confirmation,
            details,
            brand: situation.brand,
            messages: messages
        )
        guard let first = candidates.first else {
            throw .noRoute(
                reason: messages.contains { $0.failureClass == .risk }
                    ? "the recipient's number may belong to somebody else now"
                    : "no provider and template serve this recipient's channels"
            )
        }
        switch choice {
        case .first, .exactly: return first
        case .sameAsLast:
            guard let last = messages.last, !last.status.hasFailed,
                let same = candidates.first(where: { last.took($0) }),
                !switchboard.isTroubled(
                    same.provider,
                    country: details.recipient.phone?.country,
                    at: situation.now
                )
            else { return first }
            return same
        case .channel(let channel):
            guard let wanted = candidates.first(where: { $0.channel == channel }) else {
                throw .noRoute(
                    reason: "\(channel.rawValue) can't carry this confirmation's message"
                )
            }
            return wanted
        }
    }
}

extension Message {
    /// Whether it took this step of the route.
    func took(_ candidate: Route.Candidate) -> Bool {
        channel == candidate.channel && provider == candidate.provider
    }

    /// Whether its failure forbids a channel to its recipient.
    func closes(_ other: Channel) -> Bool {
        switch failureClass {
        case .drop: channel == other
        case .risk: channel.destination == other.destination
        case .retrySame, .fallback, .stop, .unknown, nil: false
        }
    }
}

extension Channel {
    /// What it reaches.
    enum Destination { case phone, mailbox, app }

    /// What it reaches: channels to one destination are at risk together.
    var destination: Destination {
        switch self {
        case .sms, .whatsapp, .rcs: .phone
        case .email: .mailbox
        case .push: .app
        }
    }
}
