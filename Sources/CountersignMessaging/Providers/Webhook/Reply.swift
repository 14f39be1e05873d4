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

    /// Seconds to wait where the gateway asks for no other time.
    static let retrySeconds = 1
    /// Longest id of a gateway that is kept, in bytes.
    static let referenceBytesMax = 256

    func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome {
        switch result {
        case .success(let reply): outcome(of: reply)
        case .failure(.notSent(let reason)):
            .retrySame(afterSeconds: ReplyMapping.retrySeconds, reason: "not sent: \(reason)")
        case .failure(.addressRefused): .stop(reason: "address refused")
        case .failure(.unanswered(let reason)): .unknown(reason: "unanswered: \(reason)")
        }
    }

    private func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        // Only codes that the configuration names are repeated: the reason is a bounded word.
        if let code = json.flatMap({ value in code?.first(in: value) }).flatMap(ReplyMapping.word),
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
            let seconds = reply.retryAfterSeconds ?? ReplyMapping.retrySeconds
            return .retrySame(afterSeconds: seconds, reason: reason)
        case .fallback: return .fallback(reason: reason)
        case .drop: return .drop(reason: reason)
        case .stop: return .stop(reason: reason)
        case .unknown: return .unknown(reason: reason)
        }
    }

    private static func usualMeaning(of reply: OutboundReply) -> Class {
        switch reply.status {
        case 200...299: .accepted
        case 429: .retry
        // A time to come back is a promise that nothing was processed.
        case 503 where reply.retryAfterSeconds != nil: .retry
        // The gateway gave up while it read, or somewhere behind: it may have been processed.
        case 408, 500...599: .unknown
        // Redirects are never followed, and every other 4xx says that the request is wrong: a fault
        // of configuration or account that a repetition would not mend.
        case 300...499: .stop
        default: .unknown
        }
    }

    /// The gateway's id, kept only if it is short printable ASCII; the message was taken either way.
    private func reference(in json: JSONValue) -> String? {
        id.first(in: json).flatMap(ReplyMapping.word).flatMap(ReplyMapping.reference)
    }

    static func reference(_ text: String) -> String? {
        guard (1...referenceBytesMax).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return text
    }

    /// Ids and codes come as strings or as numbers.
    static func word(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        default: nil
        }
    }
}
