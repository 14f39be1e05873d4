import CountersignCore

/// How Sinch's answers are read; its error codes say nothing more than the HTTP status does.
enum SinchReply {
    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        guard UsualReply.failureClass(of: reply) == nil else {
            return UsualReply.outcome(of: reply)
        }
        // It was taken, whether or not its id can be kept.
        let id = (try? JSONReader.read(reply.body))?["id"]?.string
        return .accepted(reference: id.flatMap(ProviderWord.reference))
    }
}
