import CountersignCore

/// How Bird's events are read: claims about messages, and what payers answered.
enum BirdReceipt {
    private static let statuses: [String: MessageStatus] = [
        "accepted": .accepted, "processing": .accepted, "scheduled": .accepted, "sent": .sent,
        "delivered": .delivered, "read": .read, "delivery_failed": .undelivered,
        "sending_failed": .failed, "rejected": .failed, "skipped": .failed, "expired": .expired,
    ]

    static func content(of callback: Callback) throws(CallbackFault) -> CallbackContent {
        let json = try callback.jsonObject()
        guard let event = json["event"]?.string else {
            throw .malformed(detail: "/event: a word such as \"sms.outbound\" belongs here")
        }
        guard let payload = json["payload"], payload.object != nil else {
            throw .malformed(detail: "/payload: an object belongs here")
        }
        switch event {
        case "sms.outbound":
            return CallbackContent(reports: try report(payload).map { [$0] } ?? [])
        case "sms.inbound":
            return CallbackContent(replies: try reply(payload).map { [$0] } ?? [])
        default: return CallbackContent()
        }
    }

    /// Nil for a word that no message's state depends on.
    private static func report(_ payload: JSONValue) throws(CallbackFault) -> DeliveryReport? {
        guard let reference = payload["id"]?.string.flatMap(ProviderWord.reference) else {
            throw .malformed(detail: "/payload/id: Bird's id of the message belongs here")
        }
        guard let word = payload["status"]?.string else {
            throw .malformed(detail: "/payload/status: a status word belongs here")
        }
        guard let status = statuses[word] else { return nil }
        let recipient = payload.value(at: "/receiver/contacts/0/identifierValue")?.string
        return DeliveryReport(
            message: nil,
            reference: reference,
            status: status,
            failure: status.hasFailed ? word : nil,
            recipient: recipient.flatMap(ProviderWord.digits)
        )
    }

    /// Nil for a kind of message that answers nothing, such as a picture.
    private static func reply(_ payload: JSONValue) throws(CallbackFault) -> PayerReply? {
        let sender = payload.value(at: "/sender/contact/identifierValue")?.string
        guard let from = sender.flatMap(ProviderWord.digits) else {
            throw .malformed(
                detail: "/payload/sender/contact/identifierValue: a phone number belongs here"
            )
        }
        guard let text = payload.value(at: "/body/text/text")?.string else { return nil }
        return PayerReply(
            from: from,
            reference: nil,
            id: payload["id"]?.string.flatMap(ProviderWord.reference),
            sentAt: payload["createdAt"]?.string.flatMap(ProviderWord.moment),
            meaning: .text(text)
        )
    }
}
