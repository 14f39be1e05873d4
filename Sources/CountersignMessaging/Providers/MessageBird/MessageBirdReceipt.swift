import CountersignCore

/// How MessageBird's status reports are read: a GET whose query says everything.
enum MessageBirdReceipt {
    private static let statuses: [String: MessageStatus] = [
        "scheduled": .accepted, "sent": .sent, "buffered": .sent, "delivered": .delivered,
        "expired": .expired, "delivery_failed": .undelivered,
    ]
    /// What its reasons mean; a report's failure repeats no others.
    private static let reasons: [String: FailureClass] = [
        "unknown subscriber": .drop, "unavailable subscriber": .fallback, "opted out": .drop,
        "carrier rejected": .fallback, "capacity limit reached": .retrySame, "expired": .fallback,
    ]

    static func content(of callback: Callback) throws(CallbackFault) -> CallbackContent {
        guard let query = callback.queryParameters else {
            throw .malformed(detail: "the query can't be decoded")
        }
        let body = callback.body.isEmpty ? nil : try callback.jsonObject()
        func value(_ name: String) -> String? {
            query[name] ?? body?[name].flatMap(ProviderWord.text)
        }
        guard let word = value("status") else {
            throw .malformed(detail: "status: a status word belongs here")
        }
        let message = value("reference").flatMap { MessageID($0) }
        let reference = value("id").flatMap(ProviderWord.reference)
        guard message != nil || reference != nil else {
            throw .malformed(detail: "id or reference: the message's id belongs here")
        }
        guard let status = statuses[word] else { return CallbackContent() }
        let reason = status.hasFailed ? value("statusReason") : nil
        let code =
            status.hasFailed ? ProviderWord.code(value("statusErrorCode").map { .string($0) }) : nil
        let meaning = reason.flatMap { reasons[$0] }
        let report = DeliveryReport(
            message: message,
            reference: reference,
            status: status,
            failure: meaning != nil ? reason : code.map { "code \($0)" },
            failureClass: meaning,
            recipient: value("recipient").flatMap(ProviderWord.digits)
        )
        return CallbackContent(reports: [report])
    }
}
