import CountersignCore

/// How Plivo's answers are read.
enum PlivoReply {
    /// What its error codes mean, which only reports carry.
    static let classes: [Int: FailureClass] = [
        // An invalid message; the network; taken for spam; an invalid sender; an invalid number.
        10: .stop, 20: .retrySame, 30: .fallback, 40: .stop, 50: .drop,
        // A loop; unreachable for good; unreachable now; no route; prohibited by the carrier.
        60: .stop, 70: .drop, 80: .fallback, 90: .stop, 100: .drop,
        // Waited too long; opted out; not dispatched; expired.
        110: .fallback, 200: .drop, 300: .retrySame, 420: .fallback,
        // No credit; against the terms; unknown.
        900: .stop, 950: .stop, 1_000: .fallback,
    ]
    /// The codes for a message whose time ran out.
    static let expired = [110, 420]

    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        guard (200...299).contains(reply.status) else { return UsualReply.outcome(of: reply) }
        let json = try? JSONReader.read(reply.body)
        let references = json?["message_uuid"]?.array
        // The request is taken even when every number in it is not.
        if references?.isEmpty ?? true, json?["invalid_number"]?.array?.isEmpty == false {
            return .drop(reason: "invalid number")
        }
        return .accepted(
            reference: references?.first?.string.flatMap(ProviderWord.reference)
        )
    }
}
