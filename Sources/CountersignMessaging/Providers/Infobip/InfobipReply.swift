import CountersignCore

/// How Infobip's answers are read: a 200 can hold a refusal of its one message.
enum InfobipReply {
    static func outcome(of reply: OutboundReply) -> DispatchOutcome {
        guard UsualReply.failureClass(of: reply) == nil else {
            return UsualReply.outcome(of: reply)
        }
        let json = try? JSONReader.read(reply.body)
        let message = json?["messages"]?.array?.first ?? json
        guard let message, let status = InfobipStatus(message["status"]) else {
            return .unknown(reason: "unreadable answer")
        }
        if let refusal = status.refusal {
            return DispatchOutcome(refusal, reason: "status \(status.id)")
        }
        let id = message["messageId"]?.string
        return .accepted(reference: id.flatMap(ProviderWord.reference))
    }
}
