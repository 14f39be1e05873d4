import CountersignCore

/// How Bird's answers are read: there are no codes, so the status decides.
enum BirdReply {
    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        guard (200...299).contains(reply.status) else { return UsualReply.outcome(of: reply) }
        let json = try? JSONReader.read(reply.body)
        return .accepted(reference: json?["id"]?.string.flatMap(ProviderWord.reference))
    }
}
