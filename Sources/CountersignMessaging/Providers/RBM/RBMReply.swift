import CountersignCore

/// How Google's answers are read.
enum RBMReply {
    /// The feature without which no card arrives.
    private static let cardFeature = "RICHCARD_STANDALONE"

    /// Google's status words; a reason repeats no others.
    private static let classes: [String: FailureClass] = [
        // Not reachable by RCS, or the agent is not launched on that network.
        "NOT_FOUND": .drop,
        // A wrong body or a feature that is not supported; a token; an agent that is not launched.
        "INVALID_ARGUMENT": .stop, "UNAUTHENTICATED": .stop, "PERMISSION_DENIED": .stop,
        // The quota.
        "RESOURCE_EXHAUSTED": .retrySame,
        // Their fault: the same id makes a repeat harmless.
        "INTERNAL": .retrySame, "UNAVAILABLE": .retrySame,
    ]

    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        guard let usual = UsualReply.failureClass(of: reply) else {
            return .accepted(reference: reference(in: reply))
        }
        let word = (try? JSONReader.read(reply.body))?["error"]?["status"]?.string
        // A 404 that is not Google's own, say of a wrong base_url, must not drop one phone after another.
        guard let word, let meaning = classes[word] else {
            let isFault = reply.status == 500 || reply.status == 503
            return DispatchOutcome(
                isFault ? .retrySame : usual,
                reason: "http \(reply.status)",
                retryAfterSeconds: reply.retryAfterSeconds ?? UsualReply.retrySeconds
            )
        }
        return DispatchOutcome(
            meaning,
            reason: word,
            retryAfterSeconds: reply.retryAfterSeconds ?? UsualReply.retrySeconds
        )
    }

    /// What the answer about a phone's features forbids.
    static func verdict(
        onCapabilities result: Result<OutboundReply, OutboundFailure>
    ) -> DispatchOutcome? {
        guard case .success(let reply) = result else { return nil }
        let outcome = outcome(of: reply)
        switch outcome.failureClass {
        case nil:
            let features = (try? JSONReader.read(reply.body))?["features"]?.array ?? []
            let takesCards = features.contains { $0.string == cardFeature }
            return takesCards ? nil : .drop(reason: "no \(cardFeature)")
        case .drop, .stop: return outcome
        case .retrySame, .fallback, .risk, .unknown: return nil
        }
    }

    /// The last part of `phones/<number>/agentMessages/<id>`, without the number.
    private static func reference(in reply: OutboundReply) -> String? {
        let name = (try? JSONReader.read(reply.body))?["name"]?.string
        return name?.split(separator: "/").last.map(String.init)
            .flatMap { MessageUUID.message($0) == nil ? nil : $0 }
    }
}
