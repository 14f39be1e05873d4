extension UsualReply {
    /// The outcome of an answer that is no success: by the provider's own code where it is known,
    /// else by the status.
    ///
    /// Only codes of a table are repeated, so that the reason stays one of a bounded set.
    static func outcome(
        of reply: OutboundReply,
        code: String?,
        meaning: FailureClass?,
        retrySeconds: Int = UsualReply.retrySeconds
    ) -> DispatchOutcome {
        guard let code, let meaning else { return outcome(of: reply) }
        return DispatchOutcome(
            meaning,
            reason: "code \(code)",
            retryAfterSeconds: reply.retryAfterSeconds ?? retrySeconds
        )
    }
}
