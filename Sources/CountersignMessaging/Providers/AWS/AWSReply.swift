import CountersignCore

/// What the answers of AWS's two services for texts have in common.
enum AWSReply {
    /// The outcome of an answer: its id where it succeeded, its error by the class that the service's own
    /// table gives it, else by the status.
    static func outcome(
        of reply: OutboundReply,
        id: String?,
        code: String?,
        meaning: FailureClass?
    ) -> DispatchOutcome {
        if reply.status == 200 {
            // Without an id the answer is somebody else's, and nobody knows what became of the message.
            return id.flatMap(ProviderWord.reference).map { .accepted(reference: $0) }
                ?? .unknown(reason: "no message id")
        }
        guard let code, let meaning else { return UsualReply.outcome(of: reply) }
        return DispatchOutcome(
            meaning,
            reason: ProviderWord.failure(code),
            retryAfterSeconds: reply.retryAfterSeconds ?? UsualReply.retrySeconds
        )
    }
}
