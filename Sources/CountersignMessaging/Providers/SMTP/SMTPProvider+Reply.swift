import CountersignCore

extension SMTPProvider {
    /// Seconds before a server is asked again that took nothing for the time being.
    ///
    /// Greylisting wants a minute or more; the outbox goes to another channel where a code lives
    /// shorter.
    static let retrySeconds = 60

    /// What the server's last code means, or why there is none: an address that no mail can go to, or a
    /// server that is not ours.
    public func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome {
        switch result {
        case .success(let reply): return outcome(of: reply)
        case .failure(.notSent(let reason)):
            switch reason {
            case OutboundFailure.Word.address: return .drop(reason: "address")
            case OutboundFailure.Word.tls, OutboundFailure.Word.login:
                return .stop(reason: reason)
            default: return DispatchOutcome(OutboundFailure.notSent(reason: reason))
            }
        case .failure(let failure): return DispatchOutcome(failure)
        }
    }

    /// What the server's last code means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        // Nothing but the mail's own end is answered with 250 here.
        if reply.status == 250 { return .accepted(reference: nil) }
        let enhanced = Self.enhancedCode(in: reply.body, status: reply.status)
        let failure = Self.failureClass(of: reply.status, enhanced)
        let reason = "smtp \(reply.status)" + (enhanced.map { " \($0)" } ?? "")
        return DispatchOutcome(failure, reason: reason, retryAfterSeconds: Self.retrySeconds)
    }

    /// Source: RFC 5321 section 4.2, RFC 4954 section 6, RFC 3463 for the enhanced codes.
    private static func failureClass(of status: Int, _ enhanced: EnhancedCode?) -> FailureClass {
        switch status {
        case 400...499: return .retrySame
        case 530, 534, 535, 538: return .stop
        case 500...599:
            switch enhanced?.subject {
            // Addressing status: the mailbox, not us.
            case 1: return .drop
            // Security or policy status: this sender, or this text, is not wanted.
            case 7: return .stop
            default: return [550, 551, 553].contains(status) ? .drop : .stop
            }
        default: return .unknown
        }
    }

    /// The enhanced code in the server's last line, where it begins with one.
    private static func enhancedCode(in line: [UInt8], status: Int) -> EnhancedCode? {
        let text = String(decoding: line.prefix(32), as: UTF8.self)
        let words = text.split { $0 == " " || $0 == "-" || $0.isNewline }
        guard words.count >= 2, words[0] == String(status) else { return nil }
        return EnhancedCode(words[1])
    }
}

/// An enhanced mail system status code: `5.1.1`.
///
/// Source: RFC 3463 section 2.
struct EnhancedCode: CustomStringConvertible {
    let kind: Int
    let subject: Int
    let detail: Int

    var description: String { "\(kind).\(subject).\(detail)" }

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            (1...3).contains(part.utf8.count) ? UInt16(part).map(Int.init) : nil
        }
        guard parts.count == 3, numbers.count == 3, [2, 4, 5].contains(numbers[0]) else {
            return nil
        }
        (kind, subject, detail) = (numbers[0], numbers[1], numbers[2])
    }
}
