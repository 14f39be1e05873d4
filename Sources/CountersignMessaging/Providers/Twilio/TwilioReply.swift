import CountersignCore

/// How Twilio's answers are read.
enum TwilioReply {
    /// The code for a message whose time ran out in Twilio's queue.
    static let expired = 30_036

    /// What its error codes mean, of answers and of reports alike.
    ///
    /// Source: Twilio, "Error and warning dictionary".
    static let classes: [Int: FailureClass] = [
        // Authentication failed; too many requests, not processed.
        20_003: .stop, 20_429: .retrySame,
        // An invalid number; a region, a sender or a pair that the account may not use.
        21_211: .drop, 21_408: .stop, 21_606: .stop, 21_608: .stop, 21_612: .stop,
        // Opted out; no mobile number.
        21_610: .drop, 21_614: .drop,
        // The queue is full; the account is suspended; the handset can't be reached; blocked.
        30_001: .retrySame, 30_002: .stop, 30_003: .fallback, 30_004: .drop,
        // An unknown handset; a landline; taken for spam; unknown.
        30_005: .drop, 30_006: .drop, 30_007: .fallback, 30_008: .fallback,
        // An unregistered sender; expired; the carrier timed out; taken for pumping.
        30_034: .stop, 30_036: .fallback, 30_410: .fallback, 30_450: .fallback,
        // Not on the channel; the channel's own fault and rate limit.
        63_003: .drop, 63_024: .drop, 63_012: .retrySame, 63_018: .retrySame,
        // Wrong variables; no template outside the window; a template that can't be used.
        63_013: .stop, 92_007: .stop, 63_016: .stop, 63_040: .stop, 63_041: .stop, 63_042: .stop,
    ]

    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        if (200...299).contains(reply.status) {
            return .accepted(reference: json?["sid"]?.string.flatMap(ProviderWord.reference))
        }
        let code = ProviderWord.code(json?["code"])
        return UsualReply.outcome(
            of: reply,
            code: code.map { String($0) },
            meaning: code.flatMap { classes[$0] }
        )
    }
}
