import CountersignCore

/// How the Cloud API's webhooks are read: claims about messages, and what payers answered.
struct WhatsAppCloudReceipt {
    /// The header field with the HMAC-SHA-256 of the raw body.
    static let signatureHeader = "x-hub-signature-256"
    /// Longest challenge of a handshake that is given back, in bytes.
    private static let challengeBytesMax = 256

    private static let statuses: [String: MessageStatus] = [
        "sent": .sent, "delivered": .delivered, "read": .read, "played": .read, "failed": .failed,
    ]
    /// Failures that are the recipient's, not the sender's.
    private static let undelivered = [131_026, 130_472]

    let phoneNumberID: String
    let appSecret: ProviderSecret
    let verifyToken: ProviderSecret
    let crypto: ProviderCrypto

    /// Meta asks once whether the URL is ours; the challenge is for whoever knows the agreed token.
    func handshake(_ callback: Callback) throws(CallbackFault) -> CallbackContent {
        let parameters = PercentEncoding.parameters(callback.query, plusIsSpace: true) ?? []
        func value(_ name: String) -> [UInt8]? {
            let given = parameters.filter { $0.name == name }
            return given.count == 1 ? Array(given[0].value.utf8) : nil
        }
        guard value("hub.mode") == Array("subscribe".utf8), let token = value("hub.verify_token"),
            verifyToken.withBytes({ crypto.areEqual($0, token) })
        else { throw .forged }
        guard let challenge = value("hub.challenge"),
            (1...WhatsAppCloudReceipt.challengeBytesMax).contains(challenge.count),
            challenge.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .malformed(detail: "hub.challenge: printable ASCII belongs there") }
        return CallbackContent(answer: CallbackText(body: challenge))
    }

    func content(of callback: Callback) throws(CallbackFault) -> CallbackContent {
        try authenticate(callback)
        let json = try callback.jsonObject()
        guard let entries = json["entry"]?.array else {
            throw .malformed(detail: "/entry: an array belongs here")
        }
        var content = CallbackContent()
        for change in entries.flatMap({ $0["changes"]?.array ?? [] }) {
            guard let value = change["value"], isOurs(value) else { continue }
            content.reports += (value["statuses"]?.array ?? []).compactMap(report)
            content.replies += (value["messages"]?.array ?? []).compactMap(reply)
        }
        return content
    }

    private func authenticate(_ callback: Callback) throws(CallbackFault) {
        let prefix = "sha256="
        guard let field = callback.headers[WhatsAppCloudReceipt.signatureHeader],
            field.utf8.starts(with: prefix.utf8),
            let given = Hex.decode(String(field.dropFirst(prefix.utf8.count))),
            crypto.areEqual(
                given,
                appSecret.withBytes { crypto.hmac(.sha256, $0, callback.body) }
            )
        else { throw .forged }
    }

    /// One app may serve several numbers, and all of them post to the same URL.
    private func isOurs(_ value: JSONValue) -> Bool {
        (value["metadata"]?["phone_number_id"]?.string).map { $0 == phoneNumberID } ?? true
    }

    /// Nil for a message that some other software sent from the same number, for the one with the
    /// payment before a code, and for a word that no message's state depends on.
    private func report(_ json: JSONValue) -> DeliveryReport? {
        guard let message = json["biz_opaque_callback_data"]?.string.flatMap({ MessageID($0) }),
            var status = json["status"]?.string.flatMap({ WhatsAppCloudReceipt.statuses[$0] })
        else { return nil }
        var code: Int?
        if status == .failed {
            code = ProviderWord.code(json["errors"]?.array?.first?["code"])
            if let code, WhatsAppCloudReceipt.undelivered.contains(code) { status = .undelivered }
        }
        return DeliveryReport(
            message: message,
            reference: json["id"]?.string.map {
                WhatsAppCloudReply.reference(ofID: $0, crypto)
            },
            status: status,
            failure: code.map(String.init),
            failureClass: code.flatMap(WhatsAppCloudReply.failureClass(ofCode:)),
            recipient: json["recipient_id"]?.string.flatMap(ProviderWord.digits)
        )
    }

    /// Nil for a kind of message that answers nothing, such as a picture.
    private func reply(_ json: JSONValue) -> PayerReply? {
        guard let meaning = meaning(of: json) else { return nil }
        return PayerReply(
            // Absent for a payer with a user name.
            from: json["from"]?.string.flatMap(ProviderWord.digits) ?? "",
            reference: json["context"]?["id"]?.string.map {
                WhatsAppCloudReply.reference(ofID: $0, crypto)
            },
            id: json["id"]?.string.map { WhatsAppCloudReply.reference(ofID: $0, crypto) },
            sentAt: json["timestamp"]?.string.flatMap(Int64.init).map {
                Instant(milliseconds: $0 * 1_000)
            },
            meaning: meaning
        )
    }

    private func meaning(of json: JSONValue) -> PayerReply.Meaning? {
        switch json["type"]?.string {
        case "text": return json["text"]?["body"]?.string.map { .text($0) }
        case "interactive":
            return json["interactive"]?["button_reply"]?["id"]?.string.map { .tapped(token: $0) }
        case "button":
            guard let payload = json["button"]?["payload"]?.string else { return nil }
            return payload == PayerReply.didNotRequest ? .notRequested : .tapped(token: payload)
        default: return nil
        }
    }
}
