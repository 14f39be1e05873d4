import CountersignCore

extension SNSProvider {
    /// What the service's answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let id = ["PublishResponse", "PublishResult", "MessageId"]
        let code = XMLText.read(["ErrorResponse", "Error", "Code"], in: reply.body)
        return AWSReply.outcome(
            of: reply,
            id: reply.status == 200 ? XMLText.read(id, in: reply.body) : nil,
            code: code,
            meaning: code.flatMap(Self.failureClass)
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
