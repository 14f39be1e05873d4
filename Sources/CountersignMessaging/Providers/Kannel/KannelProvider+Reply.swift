extension KannelProvider {
    /// What the gateway's answer means; it gives no id of its own.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        switch reply.status {
        // "0: Accepted for delivery" and "3: Queued for later delivery".
        case 202: .accepted(reference: nil)
        // "Temporal failure, try again later.": its queue is full or its core is away.
        case 503:
            .retrySame(
                afterSeconds: reply.retryAfterSeconds ?? UsualReply.retrySeconds,
                reason: "http 503"
            )
        default: UsualReply.outcome(of: reply)
        }
    }
}
