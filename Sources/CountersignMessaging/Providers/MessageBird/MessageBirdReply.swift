import CountersignCore

/// How MessageBird's answers are read.
enum MessageBirdReply {
    /// A value that is missing or not correct; what it means depends on the parameter.
    private static let incorrect = 9
    private static let classes: [Int: FailureClass] = [
        // A wrong key; a missing, incorrect or invalid value; not found; no balance.
        2: .stop, incorrect: .stop, 10: .stop, 20: .stop, 25: .stop,
        // Internal errors.
        98: .retrySame, 99: .retrySame,
    ]

    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        let json = try? JSONReader.read(reply.body)
        if (200...299).contains(reply.status) {
            return .accepted(reference: json?["id"]?.string.flatMap(ProviderWord.reference))
        }
        let error = json?["errors"]?.array?.first
        let code = ProviderWord.code(error?["code"])
        let isAboutRecipient = ["recipient", "recipients"].contains(error?["parameter"]?.string)
        return UsualReply.outcome(
            of: reply,
            code: code.map { String($0) },
            meaning: code == incorrect && isAboutRecipient
                ? .drop : code.flatMap { classes[$0] }
        )
    }
}
