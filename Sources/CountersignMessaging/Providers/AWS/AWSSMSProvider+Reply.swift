import CountersignCore

extension AWSSMSProvider {
    /// What the service's answer means.
    public func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome {
        switch result {
        case .success(let reply): AWSSMSProvider.outcome(of: reply)
        case .failure(let failure): DispatchOutcome(failure)
        }
    }

    private static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        if reply.status == 200 {
            // Without an id the answer is somebody else's, and nobody knows what became of the message.
            return json?["MessageId"]?.string.flatMap(ProviderWord.reference)
                .map { .accepted(reference: $0) } ?? .unknown(reason: "no message id")
        }
        guard let name = json?["__type"]?.string.map(exception) else {
            return UsualReply.outcome(of: reply)
        }
        let reason = json?["Reason"]?.string
        guard let failure = failureClass(of: name, reason ?? "") else {
            return UsualReply.outcome(of: reply)
        }
        return DispatchOutcome(
            failure,
            reason: ProviderWord.failure(reason ?? name),
            retryAfterSeconds: reply.retryAfterSeconds ?? UsualReply.retrySeconds
        )
    }

    /// The bare name of an exception: `com.amazonaws.x#ConflictException:http://…`.
    private static func exception(_ type: String) -> String {
        let afterMark = type.split(separator: "#", omittingEmptySubsequences: false).last ?? ""
        return String(afterMark.prefix { $0 != ":" })
    }

    /// Source: the service's exceptions and their `Reason`s, classed by what can be done about them.
    private static func failureClass(of exception: String, _ reason: String) -> FailureClass? {
        switch exception {
        case "ThrottlingException": .retrySame
        case "InternalServerException": .retrySame
        case "ConflictException":
            switch reason {
            case "DESTINATION_PHONE_NUMBER_OPTED_OUT": .drop
            case _ where reason.hasSuffix("BLOCKED_BY_PROTECT_CONFIGURATION"): .drop
            case _ where reason.hasSuffix("PROTECT_NUMBER_OVERRIDE"): .drop
            default: .stop
            }
        case "ServiceQuotaExceededException", "AccessDeniedException", "ValidationException",
            "ResourceNotFoundException":
            .stop
        default: nil
        }
    }
}
