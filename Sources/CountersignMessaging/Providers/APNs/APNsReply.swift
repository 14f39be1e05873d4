import CountersignCore

/// How Apple's answers are read.
enum APNsReply {
    /// The answer to a token older than an hour.
    private static let expiredToken = "ExpiredProviderToken"

    /// What its reasons mean.
    ///
    /// Source: Apple, "Handling notification responses from APNs".
    private static let classes: [String: FailureClass] = {
        let reasons: [FailureClass: [String]] = [
            // The device's token is of another app or service, or no longer in use.
            .drop: ["BadDeviceToken", "DeviceTokenNotForTopic", "Unregistered", "ExpiredToken"],
            .stop: [
                // Our request is wrong.
                "BadCollapseId", "BadExpirationDate", "BadMessageId", "BadPriority", "BadTopic",
                "InvalidPushType", "MissingTopic", "PayloadEmpty", "TopicDisallowed",
                "DuplicateHeaders", "BadPath", "MethodNotAllowed", "PayloadTooLarge",
                "MissingDeviceToken",
                // The key or the team is wrong.
                "InvalidProviderToken", "MissingProviderToken", "BadCertificate",
                "BadCertificateEnvironment", "Forbidden", "BadEnvironmentKeyInToken",
                "BadEnvironmentKeyIdInToken", "UnrelatedKeyIdInToken",
                // Somebody else makes tokens with this key, or our clock jumps.
                "TooManyProviderTokenUpdates",
            ],
            .retrySame: [
                expiredToken, "TooManyRequests", "IdleTimeout", "InternalServerError",
                "ServiceUnavailable",
                "Shutdown",
            ],
        ]
        return Dictionary(
            uniqueKeysWithValues: reasons.flatMap { meaning, words in words.map { ($0, meaning) } }
        )
    }()

    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        if (200...299).contains(reply.status) { return .accepted(reference: nil) }
        let reason = reason(of: reply)
        let meaning = reason.flatMap { classes[$0] }
        // Whatever the reason: the token is no longer one of a device.
        if meaning == nil, reply.status == 410 { return .drop(reason: "http 410") }
        return UsualReply.outcome(of: reply, code: reason, meaning: meaning)
    }

    /// A token that is refused for any other reason would be refused again, and too many new ones are
    /// refused as well.
    static func refusesToken(_ reply: OutboundReply) -> Bool {
        reply.status == 403 && reason(of: reply) == expiredToken
    }

    private static func reason(of reply: OutboundReply) -> String? {
        (try? JSONReader.read(reply.body))?["reason"]?.string
    }
}
