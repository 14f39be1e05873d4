import CountersignCore

/// How Google's events are read: claims about messages, and what payers answered.
struct RBMReceipt {
    /// The header field with the HMAC-SHA-512 of the decoded event.
    static let signatureHeader = "x-goog-signature"
    /// Longest secret of a handshake that is given back, in bytes.
    private static let secretBytesMax = 1_024

    private static let statuses: [String: MessageStatus] = [
        "DELIVERED": .delivered, "READ": .read, "TTL_EXPIRATION_REVOKED": .expired,
        // It may be on the phone or not: the next channel is worth more than waiting.
        "TTL_EXPIRATION_REVOKE_FAILED": .unknown,
    ]

    let agentID: String
    let clientToken: ProviderSecret
    let crypto: ProviderCrypto

    func content(of callback: Callback) throws(CallbackFault) -> CallbackContent {
        let json = try callback.jsonObject()
        guard let message = json["message"] else { return try handshake(json) }
        let event = try authentic(message, callback)
        guard isOurs(event) else { return CallbackContent() }
        if let report = report(event) { return CallbackContent(reports: [report]) }
        return CallbackContent(replies: reply(event).map { [$0] } ?? [])
    }

    /// Google asks once whether the URL is ours; the secret is for whoever knows the agreed token.
    private func handshake(_ json: JSONValue) throws(CallbackFault) -> CallbackContent {
        guard let token = json["clientToken"]?.string,
            clientToken.withBytes({ crypto.areEqual($0, Array(token.utf8)) })
        else { throw .forged }
        guard let secret = json["secret"]?.string,
            (1...RBMReceipt.secretBytesMax).contains(secret.utf8.count)
        else { throw .malformed(detail: "/secret: a string belongs here") }
        return CallbackContent(answer: CallbackText(body: Array(secret.utf8)))
    }

    /// The decoded event, if its signature is right.
    private func authentic(
        _ message: JSONValue,
        _ callback: Callback
    ) throws(CallbackFault) -> JSONValue {
        guard let given = callback.headers[RBMReceipt.signatureHeader].flatMap(Base64.decode),
            let data = message["data"]?.string.flatMap(Base64.decode),
            crypto.areEqual(given, clientToken.withBytes { crypto.hmac(.sha512, $0, data) })
        else { throw .forged }
        do {
            return try JSONReader.read(data)
        } catch {
            throw .malformed(detail: "/message/data: the event is not JSON: \(error.reason)")
        }
    }

    /// A partner's webhook gets the events of all its agents; ids come with or without their domain.
    private func isOurs(_ event: JSONValue) -> Bool {
        guard let agent = event["agentId"]?.string else { return true }
        return agent.split(separator: "@").first == agentID.split(separator: "@").first
    }

    /// Nil for what is no claim about a message of ours.
    private func report(_ event: JSONValue) -> DeliveryReport? {
        guard let status = event["eventType"]?.string.flatMap({ RBMReceipt.statuses[$0] }),
            let id = event["messageId"]?.string, let message = MessageUUID.message(id)
        else { return nil }
        return DeliveryReport(
            message: message,
            reference: id,
            status: status,
            recipient: phone(in: event)
        )
    }

    /// Nil for typing, subscriptions, places, files: what decides nothing.
    private func reply(_ event: JSONValue) -> PayerReply? {
        let meaning: PayerReply.Meaning
        if let token = event["suggestionResponse"]?["postbackData"]?.string {
            meaning = .tapped(token: token)
        } else if let text = event["text"]?.string {
            meaning = .text(text)
        } else {
            return nil
        }
        // The event names the payer's own message, never the one that it answers.
        return PayerReply(
            from: phone(in: event) ?? "",
            reference: nil,
            id: event["messageId"]?.string.flatMap(ProviderWord.reference),
            sentAt: event["sendTime"]?.string.flatMap(ProviderWord.moment),
            meaning: meaning
        )
    }

    private func phone(in event: JSONValue) -> String? {
        (event["senderPhoneNumber"] ?? event["phoneNumber"])?.string.flatMap(ProviderWord.digits)
    }
}
