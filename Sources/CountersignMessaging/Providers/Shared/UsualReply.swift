/// What HTTP statuses and missing answers mean where a provider says nothing more exact.
enum UsualReply {
    /// Seconds to wait where a provider asks for no other time.
    static let retrySeconds = 1

    /// The class of an answer; nil when it is a success.
    static func failureClass(of reply: OutboundReply) -> FailureClass? {
        switch reply.status {
        case 200...299: nil
        case 429: .retrySame
        // A time to come back is a promise that nothing was processed.
        case 503 where reply.retryAfterSeconds != nil: .retrySame
        // The provider gave up while it read, or somewhere behind: it may have been processed.
        case 408, 500...599: .unknown
        // Redirects are never followed, and every other 4xx says that the request is wrong: a fault
        // of configuration or account that a repetition would not mend.
        case 300...499: .stop
        default: .unknown
        }
    }

    /// The outcome of an answer that is no success, by its status alone.
    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        DispatchOutcome(
            failureClass(of: reply) ?? .unknown,
            reason: "http \(reply.status)",
            retryAfterSeconds: reply.retryAfterSeconds ?? retrySeconds
        )
    }
}

extension DispatchOutcome {
    /// What it means that there is no answer.
    init(_ failure: OutboundFailure) {
        switch failure {
        case .notSent(let reason):
            self = .retrySame(
                afterSeconds: UsualReply.retrySeconds,
                reason: "not sent: \(reason)"
            )
        case .addressRefused: self = .stop(reason: "address refused")
        case .unanswered(let reason): self = .unknown(reason: "unanswered: \(reason)")
        }
    }
}
