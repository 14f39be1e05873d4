import CountersignMessaging

/// The handshake by which a platform learns that a callback URL is its customer's.
struct Subscription: Sendable {
    /// What the answer's body must be.
    let expected: String
    /// The request for a service's base URL.
    let request: @Sendable (_ service: String) -> OutboundRequest

    /// Whether an answer completes the handshake.
    func isCompleted(by result: Result<OutboundReply, OutboundFailure>) -> Bool {
        guard case .success(let reply) = result, reply.status == 200 else { return false }
        return reply.body == Array(expected.utf8)
    }
}
