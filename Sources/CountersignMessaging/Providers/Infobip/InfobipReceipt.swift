import CountersignCore

/// How Infobip's callbacks are read: delivery reports, seen reports, and what payers answered, each
/// in an array of results.
enum InfobipReceipt {
    static func content(of callback: Callback) throws(CallbackFault) -> CallbackContent {
        let json = try callback.jsonObject()
        guard let results = json["results"]?.array else {
            throw .malformed(detail: "/results: an array belongs here")
        }
        // A result of a kind that is not known must not hold back the others of its post.
        return CallbackContent(
            reports: results.compactMap { deliveryReport(in: $0) ?? seenReport(in: $0) },
            replies: results.compactMap(reply)
        )
    }

    private static func deliveryReport(in result: JSONValue) -> DeliveryReport? {
        guard let status = InfobipStatus(result["status"]), let claimed = status.claimed,
            let ids = ids(in: result)
        else { return nil }
        let error = claimed.hasFailed ? InfobipError(result["error"]) : nil
        let failure = error.map { "code \($0.id)" } ?? "status \(status.id)"
        return DeliveryReport(
            message: ids.message,
            reference: ids.reference,
            status: claimed,
            failure: claimed.hasFailed ? failure : nil,
            failureClass: claimed.hasFailed ? error?.failureClass ?? status.refusal : nil,
            recipient: result["to"]?.string.flatMap(ProviderWord.digits)
        )
    }

    /// Seen reports name both ends without saying which is the payer's.
    private static func seenReport(in result: JSONValue) -> DeliveryReport? {
        guard result["seenAt"]?.string != nil, let ids = ids(in: result) else { return nil }
        return DeliveryReport(message: ids.message, reference: ids.reference, status: .read)
    }

    private static func ids(
        in result: JSONValue
    ) -> (message: MessageID?, reference: String?)? {
        let reference = result["messageId"]?.string.flatMap(ProviderWord.reference)
        let ours =
            reference.flatMap { MessageID($0) }
            ?? result["callbackData"]?.string.flatMap { MessageID($0) }
        return reference == nil && ours == nil ? nil : (ours, reference)
    }

    /// Nil for a kind of message that answers nothing, such as a picture.
    ///
    /// WhatsApp hides the number of a payer who has a user name: then the answer is known by its token
    /// or by the message that it answers.
    private static func reply(in result: JSONValue) -> PayerReply? {
        guard let meaning = meaning(of: result) else { return nil }
        let from = (result["from"] ?? result["sender"])?.string.flatMap(ProviderWord.digits)
        let paired =
            result["pairedMessageId"]?.string
            ?? result["message"]?["context"]?["id"]?.string
        let reference = paired.flatMap(ProviderWord.reference)
        if case .text = meaning, from == nil, reference == nil { return nil }
        return PayerReply(
            from: from ?? "",
            reference: reference,
            id: result["messageId"]?.string.flatMap(ProviderWord.reference),
            sentAt: result["receivedAt"]?.string.flatMap(ProviderWord.moment),
            meaning: meaning
        )
    }

    private static func meaning(of result: JSONValue) -> PayerReply.Meaning? {
        guard let message = result["message"], message.object != nil else {
            // An SMS has its text beside its numbers.
            return result["text"]?.string.map { .text($0) }
        }
        switch message["type"]?.string {
        case "SUGGESTION": return message["postbackData"]?.string.map { .tapped(token: $0) }
        case "TEXT": return message["text"]?.string.map { .text($0) }
        case "INTERACTIVE_BUTTON_REPLY": return message["id"]?.string.map { .tapped(token: $0) }
        case "BUTTON":
            guard let payload = message["payload"]?.string else { return nil }
            return payload == PayerReply.didNotRequest ? .notRequested : .tapped(token: payload)
        default: return nil
        }
    }
}
