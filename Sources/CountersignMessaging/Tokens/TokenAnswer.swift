import CountersignCore

/// What a token endpoint answers.
///
/// The message that waits for the token has not been handed over, so whatever may pass is worth the
/// same provider again, without fear of a duplicate. Source: RFC 6749 sections 5.1 and 5.2.
enum TokenAnswer {
    /// Seconds before its end in which a token is renewed already.
    static let renewalSeconds = 300
    /// Longest life that is believed, in seconds.
    static let lifeSecondsMax: Int64 = 86_400
    /// Longest token that is kept, in bytes.
    static let tokenBytesMax = 8_192

    /// The error words of RFC 6749 section 5.2; a reason repeats no others.
    private static let words = [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client",
        "unsupported_grant_type", "invalid_scope",
    ]

    /// The token, or why there is none.
    static func read(
        _ result: Result<OutboundReply, OutboundFailure>,
        at now: Instant
    ) -> Result<AccessToken, TokenRefusal> {
        let reply: OutboundReply
        switch result {
        case .success(let given): reply = given
        case .failure(.addressRefused):
            return .failure(TokenRefusal(.stop, reason: "token address refused"))
        case .failure(.notSent(let reason)):
            return .failure(TokenRefusal(.retrySame, reason: "token not sent: \(reason)"))
        case .failure(.unanswered(let reason)):
            return .failure(TokenRefusal(.retrySame, reason: "token unanswered: \(reason)"))
        }
        let json = try? JSONReader.read(reply.body)
        guard (200...299).contains(reply.status) else {
            return .failure(refusal(reply, json?["error"]?.string))
        }
        guard let value = json?["access_token"]?.string,
            (1...tokenBytesMax).contains(value.utf8.count),
            value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let life = json?["expires_in"]?.integer, (1...lifeSecondsMax).contains(life)
        else { return .failure(TokenRefusal(.retrySame, reason: "token answer malformed")) }
        let seconds = Int(life)
        return .success(
            AccessToken(
                value: value,
                // A short life is used at least by half.
                renewAt: now.advanced(bySeconds: max(seconds - renewalSeconds, seconds / 2)),
                expiresAt: now.advanced(bySeconds: seconds)
            )
        )
    }

    private static func refusal(_ reply: OutboundReply, _ word: String?) -> TokenRefusal {
        let failureClass: FailureClass =
            switch UsualReply.failureClass(of: reply) {
            case .stop: .stop
            default: .retrySame
            }
        let known = word.flatMap { words.contains($0) ? $0 : nil }
        return TokenRefusal(failureClass, reason: "token \(known ?? "http \(reply.status)")")
    }
}
