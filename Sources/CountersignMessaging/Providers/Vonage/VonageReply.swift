import CountersignCore

/// How Vonage's answers are read.
enum VonageReply {
    /// What its numeric codes mean.
    ///
    /// Source: Vonage, "Messages error codes".
    private static let classes: [Int: FailureClass] = [
        // Throttled, an internal error, too many binds, communication failed.
        1_000: .retrySame, 1_030: .retrySame, 1_080: .retrySame, 1_100: .retrySame,
        // A missing or invalid parameter, tag, template or message; a message too long.
        1_010: .stop, 1_020: .stop, 1_021: .stop, 1_022: .stop, 1_040: .stop, 1_090: .stop,
        // The number is barred.
        1_050: .drop,
        // The account is barred, its money is gone, the sender or the time to live is not allowed.
        1_060: .stop, 1_070: .stop, 1_120: .stop, 1_130: .stop,
    ]

    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        guard UsualReply.failureClass(of: reply) != nil else {
            // It was taken, whether or not its id can be kept.
            let id = json?["message_uuid"]?.string
            return .accepted(reference: id.flatMap(ProviderWord.reference))
        }
        let code = json.flatMap(VonageReply.code)
        return UsualReply.outcome(
            of: reply,
            code: code.map { String($0) },
            meaning: code.flatMap { classes[$0] }
        )
    }

    static func failureClass(ofCode code: Int) -> FailureClass? { classes[code] }

    /// The numeric code of a problem document: its title, or what follows `#` in its type.
    static func code(of problem: JSONValue) -> Int? {
        if let code = ProviderWord.code(problem["title"]) { return code }
        guard let type = problem["type"]?.string, let mark = type.utf8.lastIndex(of: 0x23) else {
            return nil
        }
        return ProviderWord.code(.string(String(type[type.utf8.index(after: mark)...])))
    }
}
