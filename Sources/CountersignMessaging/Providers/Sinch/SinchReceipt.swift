import CountersignCore

/// How Sinch's callbacks are read: a report about one recipient, one about a batch, or a text that a
/// payer sent.
enum SinchReceipt {
    private static let statuses: [String: MessageStatus] = [
        "Queued": .accepted, "Dispatched": .sent, "Delivered": .delivered,
        "Failed": .undelivered, "Unknown": .undelivered,
        "Rejected": .failed, "Aborted": .failed, "Deleted": .failed,
        "Cancelled": .canceled, "Expired": .expired,
    ]

    static func content(of callback: Callback) throws(CallbackFault) -> CallbackContent {
        let json = try callback.jsonObject()
        guard let type = json["type"]?.string else {
            throw .malformed(detail: "/type: the kind of callback belongs here, a string")
        }
        switch type {
        case "recipient_delivery_report_sms":
            let ids = try ids(in: json)
            return CallbackContent(reports: try report(of: json, at: "", ids).map { [$0] } ?? [])
        case "delivery_report_sms": return CallbackContent(reports: try reports(in: json))
        case "mo_text": return CallbackContent(replies: [try reply(in: json)])
        default: return CallbackContent()
        }
    }

    private static func reports(in json: JSONValue) throws(CallbackFault) -> [DeliveryReport] {
        guard let statuses = json["statuses"]?.array else {
            throw .malformed(detail: "/statuses: an array belongs here")
        }
        let ids = try ids(in: json)
        var reports: [DeliveryReport] = []
        for (place, status) in statuses.enumerated() {
            if let report = try report(of: status, at: "/statuses/\(place)", ids) {
                reports.append(report)
            }
        }
        return reports
    }

    /// Nil for a word that no message's state depends on.
    ///
    /// The status decides; codes are told but not judged by.
    private static func report(
        of value: JSONValue,
        at pointer: String,
        _ ids: (message: MessageID?, reference: String?)
    ) throws(CallbackFault) -> DeliveryReport? {
        guard let word = value["status"]?.string else {
            throw .malformed(detail: "\(pointer)/status: a string belongs here")
        }
        guard let status = statuses[word] else { return nil }
        let code = status.hasFailed ? ProviderWord.code(value["code"]) : nil
        // Our batches have one recipient; a report in full lists it.
        let listed = value["recipients"]?.array.flatMap { $0.count == 1 ? $0[0] : nil }
        let recipient = (value["recipient"] ?? listed)?.string
        return DeliveryReport(
            message: ids.message,
            reference: ids.reference,
            status: status,
            failure: code.map { "code \($0)" },
            recipient: recipient.flatMap(ProviderWord.digits)
        )
    }

    private static func ids(
        in json: JSONValue
    ) throws(CallbackFault) -> (message: MessageID?, reference: String?) {
        let message = json["client_reference"]?.string.flatMap { MessageID($0) }
        let reference = json["batch_id"]?.string.flatMap(ProviderWord.reference)
        guard message != nil || reference != nil else {
            throw .malformed(detail: "/batch_id: the batch's id belongs here, a string")
        }
        return (message, reference)
    }

    private static func reply(in json: JSONValue) throws(CallbackFault) -> PayerReply {
        guard let from = json["from"]?.string.flatMap(ProviderWord.digits) else {
            throw .malformed(detail: "/from: the digits of a phone number belong here")
        }
        guard let text = json["body"]?.string else {
            throw .malformed(detail: "/body: the text belongs here, a string")
        }
        return PayerReply(
            from: from,
            reference: nil,
            id: json["id"]?.string.flatMap(ProviderWord.reference),
            sentAt: (json["sent_at"] ?? json["received_at"])?.string.flatMap(ProviderWord.moment),
            meaning: .text(text)
        )
    }
}
