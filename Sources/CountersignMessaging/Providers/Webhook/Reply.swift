import CountersignCore

/// How a gateway's answers are read.
///
/// The classes are those of ``DispatchOutcome``.
struct ReplyMapping: Sendable {
    /// What a word of the configuration makes of an answer.
    enum Class: String, CaseIterable, Sendable {
        case accepted, retry, fallback, drop, stop, unknown
    }

    /// Where the gateway's own id of the message stands.
    var id: JSONPath
    /// Where its error code stands, if anywhere.
    var code: JSONPath?
    /// What its error codes mean.
    var codes: [String: Class] = [:]
    /// What HTTP statuses mean, where not what they usually do.
    var statuses: [Int: Class] = [:]

    func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        // Only codes that the configuration names are repeated: the reason is a bounded word.
        if let code = json.flatMap({ value in code?.first(in: value) }).flatMap(ProviderWord.text),
            let meaning = codes[code]
        {
            return outcome(meaning, reason: "code \(code)", reply, json)
        }
        let meaning = statuses[reply.status] ?? ReplyMapping.usualMeaning(of: reply)
        return outcome(meaning, reason: "http \(reply.status)", reply, json)
    }

    private func outcome(
        _ meaning: Class,
        reason: String,
        _ reply: OutboundReply,
        _ json: JSONValue?
    ) -> DispatchOutcome {
        switch meaning {
        case .accepted: return .accepted(reference: json.flatMap(reference))
        case .retry:
            let seconds = reply.retryAfterSeconds ?? UsualReply.retrySeconds
            return .retrySame(afterSeconds: seconds, reason: reason)
        case .fallback: return .fallback(reason: reason)
        case .drop: return .drop(reason: reason)
        case .stop: return .stop(reason: reason)
        case .unknown: return .unknown(reason: reason)
        }
    }

    /// The gateway's id, kept only if it is short printable ASCII; the message was taken either way.
    private func reference(in json: JSONValue) -> String? {
        id.first(in: json).flatMap(ProviderWord.text).flatMap(ProviderWord.reference)
    }

    private static func usualMeaning(of reply: OutboundReply) -> Class {
        switch UsualReply.failureClass(of: reply) {
        case nil: .accepted
        case .retrySame: .retry
        case .fallback: .fallback
        case .drop: .drop
        case .stop, .risk: .stop
        case .unknown: .unknown
        }
    }
}
