import CountersignCore

extension SNSProvider {
    /// What the service's answer means.
    public func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome {
        switch result {
        case .success(let reply): SNSProvider.outcome(of: reply)
        case .failure(let failure): DispatchOutcome(failure)
        }
    }

    private static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        if reply.status == 200 {
            let id = XMLText.read(
                ["PublishResponse", "PublishResult", "MessageId"],
                in: reply.body
            )
            // Without an id the answer is somebody else's, and nobody knows what became of the message.
            return id.flatMap(ProviderWord.reference).map { .accepted(reference: $0) }
                ?? .unknown(reason: "no message id")
        }
        guard let code = XMLText.read(["ErrorResponse", "Error", "Code"], in: reply.body),
            let failure = failureClass(of: code)
        else { return UsualReply.outcome(of: reply) }
        return DispatchOutcome(
            failure,
            reason: ProviderWord.failure(code),
            retryAfterSeconds: reply.retryAfterSeconds ?? UsualReply.retrySeconds
        )
    }

    /// Source: the service's errors, classed by what can be done about them; nil goes by the status.
    private static func failureClass(of code: String) -> FailureClass? {
        switch code {
        case "Throttling", "Throttled", "ThrottlingException": .retrySame
        case "InvalidParameter", "ParameterValueInvalid", "ValidationException", "EndpointDisabled",
            "PlatformApplicationDisabled", "AuthorizationError", "InvalidSecurity", "NotFound":
            .stop
        case _ where code.hasPrefix("KMS"): .stop
        default: nil
        }
    }
}
