import CountersignCore

extension AWSSMSProvider {
    /// What the service's answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        let name = json?["__type"]?.string.map(Self.exception)
        let reason = json?["Reason"]?.string
        return AWSReply.outcome(
            of: reply,
            id: json?["MessageId"]?.string,
            code: reason ?? name,
            meaning: name.flatMap { Self.failureClass(of: $0, reason ?? "") }
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
