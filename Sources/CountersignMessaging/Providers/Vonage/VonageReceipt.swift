import CountersignCore

/// How Vonage's callbacks are read: claims about messages, and what payers answered.
enum VonageReceipt {
    private static let statuses: [String: MessageStatus] = [
        "submitted": .sent, "delivered": .delivered, "read": .read,
        "undeliverable": .undelivered, "rejected": .failed,
    ]

    static func content(of callback: Callback) throws(CallbackFault) -> CallbackContent {
        let json = try callback.jsonObject()
        if let status = json["status"] {
            guard let word = status.string else {
                throw .malformed(detail: "/status: a string belongs here, not \(status.kind)")
            }
            return CallbackContent(reports: try report(in: json, word).map { [$0] } ?? [])
        }
        guard json["message_type"]?.string != nil else {
            throw .malformed(detail: "/status or /message_type: a string belongs here")
        }
        return CallbackContent(replies: try reply(in: json).map { [$0] } ?? [])
    }

    /// Nil for a word that no message's state depends on.
    private static func report(
        in json: JSONValue,
        _ word: String
    ) throws(CallbackFault) -> DeliveryReport? {
        let message = json["client_ref"]?.string.flatMap { MessageID($0) }
        let reference = json["message_uuid"]?.string.flatMap(ProviderWord.reference)
        guard message != nil || reference != nil else {
            throw .malformed(detail: "/message_uuid or /client_ref: the message's id belongs here")
        }
        guard let status = statuses[word] else { return nil }
        let code = status.hasFailed ? json["error"].flatMap(VonageReply.code) : nil
        return DeliveryReport(
            message: message,
            reference: reference,
            status: status,
            failure: code.map { "code \($0)" },
            failureClass: code.flatMap(VonageReply.failureClass(ofCode:)),
            recipient: json["to"]?.string.flatMap(ProviderWord.digits)
        )
    }

    /// Nil for a kind of message that answers nothing, such as a picture.
    ///
    /// WhatsApp hides the number of a payer who has a user name: then the answer is known by its token
    /// or by the message that it answers.
    private static func reply(in json: JSONValue) throws(CallbackFault) -> PayerReply? {
        guard let meaning = meaning(of: json) else { return nil }
        let from = json["from"]?.string.flatMap(ProviderWord.digits)
        let reference = json["context"]?["message_uuid"]?.string.flatMap(ProviderWord.reference)
        if case .text = meaning, from == nil, reference == nil {
            throw .malformed(detail: "/from: the digits of a phone number belong here")
        }
        return PayerReply(
            from: from ?? "",
            reference: reference,
            id: json["message_uuid"]?.string.flatMap(ProviderWord.reference),
            sentAt: json["timestamp"]?.string.flatMap(ProviderWord.moment),
            meaning: meaning
        )
    }

    private static func meaning(of json: JSONValue) -> PayerReply.Meaning? {
        switch json["message_type"]?.string {
        case "text": return json["text"]?.string.map { .text($0) }
        case "reply": return json["reply"]?["id"]?.string.map { .tapped(token: $0) }
        case "button":
            guard let payload = json["button"]?["payload"]?.string else { return nil }
            return payload == PayerReply.didNotRequest ? .notRequested : .tapped(token: payload)
        default: return nil
        }
    }
}
