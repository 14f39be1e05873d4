import CountersignCore

/// How FCM's answers are read.
enum FCMReply {
    /// Seconds to wait after a quota ran out, where the answer names no time.
    static let quotaSeconds = 60

    /// What its error codes mean, and where there is none, the status words of Google's interfaces.
    private static let classes: [String: FailureClass] = [
        "UNREGISTERED": .drop, "SENDER_ID_MISMATCH": .drop, "INVALID_ARGUMENT": .stop,
        "QUOTA_EXCEEDED": .retrySame, "RESOURCE_EXHAUSTED": .retrySame, "UNAVAILABLE": .retrySame,
        "INTERNAL": .retrySame, "THIRD_PARTY_AUTH_ERROR": .stop, "UNSPECIFIED_ERROR": .fallback,
        "UNAUTHENTICATED": .stop, "PERMISSION_DENIED": .stop,
    ]
    private static let quotaWords = ["QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED"]
    private static let deviceFields = ["message.token", "message.fid"]

    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        if (200...299).contains(reply.status) {
            return .accepted(reference: json?["name"]?.string.flatMap(ProviderWord.reference))
        }
        let error = json?["error"]
        let code = errorCode(of: error) ?? error?["status"]?.string
        let isQuota = code.map { quotaWords.contains($0) } ?? false
        return UsualReply.outcome(
            of: reply,
            code: code,
            meaning: code == "INVALID_ARGUMENT" && isAboutDevice(error)
                ? .drop : code.flatMap { classes[$0] },
            retrySeconds: isQuota ? quotaSeconds : UsualReply.retrySeconds
        )
    }

    /// An answer about a device has an error code of FCM's own; one about the token has not.
    static func refusesToken(_ reply: OutboundReply) -> Bool {
        guard [401, 403].contains(reply.status) else { return false }
        return errorCode(of: (try? JSONReader.read(reply.body))?["error"]) == nil
    }

    private static func errorCode(of error: JSONValue?) -> String? {
        error?["details"]?.array?.lazy.compactMap { $0["errorCode"]?.string }.first
    }

    /// A token that has the wrong form is refused as a wrong argument.
    private static func isAboutDevice(_ error: JSONValue?) -> Bool {
        let violations = error?["details"]?.array?.flatMap { $0["fieldViolations"]?.array ?? [] }
        return (violations ?? []).contains { violation in
            violation["field"]?.string.map { deviceFields.contains($0) } ?? false
        }
    }
}
