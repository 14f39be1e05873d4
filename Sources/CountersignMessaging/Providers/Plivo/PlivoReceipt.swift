import CountersignCore

/// How Plivo's callbacks are read: claims about messages, and what payers answered.
enum PlivoReceipt {
    private static let statuses: [String: MessageStatus] = [
        "queued": .accepted, "sent": .sent, "delivered": .delivered, "read": .read,
        "undelivered": .undelivered, "failed": .failed, "rejected": .failed,
    ]

    static func content(
        of parameters: CallbackParameters,
        message: MessageID?
    ) throws(CallbackFault) -> CallbackContent {
        if let word = parameters["Status"] {
            // Parts of a long message name the one that was answered with as their parent.
            let reference = (parameters["ParentMessageUUID"] ?? parameters["MessageUUID"])
                .flatMap(ProviderWord.reference)
            guard message != nil || reference != nil else {
                throw .malformed(detail: "MessageUUID: Plivo's id of the message belongs here")
            }
            guard let status = statuses[word] else { return CallbackContent() }
            let code =
                status.hasFailed
                ? ProviderWord.code(parameters["ErrorCode"].map { .string($0) }) : nil
            let report = report(
                message,
                reference,
                status,
                code: code == 0 ? nil : code,
                to: parameters["To"]
            )
            return CallbackContent(reports: [report])
        }
        guard let from = parameters["From"].flatMap(ProviderWord.digits),
            let text = parameters["Text"]
        else {
            throw .malformed(detail: "Status, or From and Text of an inbound message, belong here")
        }
        return CallbackContent(
            replies: [
                PayerReply(
                    from: from,
                    reference: nil,
                    id: parameters["MessageUUID"].flatMap(ProviderWord.reference),
                    meaning: .text(text)
                )
            ]
        )
    }

    private static func report(
        _ message: MessageID?,
        _ reference: String?,
        _ status: MessageStatus,
        code: Int?,
        to recipient: String?
    ) -> DeliveryReport {
        DeliveryReport(
            message: message,
            reference: reference,
            status: code.map { PlivoReply.expired.contains($0) } == true ? .expired : status,
            failure: code.map { "code \($0)" },
            failureClass: code.flatMap { PlivoReply.classes[$0] },
            recipient: recipient.flatMap(ProviderWord.digits)
        )
    }
}
