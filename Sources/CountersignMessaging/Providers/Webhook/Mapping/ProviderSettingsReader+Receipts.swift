import CountersignCore

/// The ways in which a gateway may sign its reports.
enum ReportSignature: String, CaseIterable {
    case standardWebhooks = "standard-webhooks"
    case hmacSHA256 = "hmac-sha256"
    case sharedSecret = "shared-secret"
}

/// Our statuses as words of a mapping's table, and the word for what is to be skipped.
private enum StatusWord: String, CaseIterable {
    case accepted, sent, delivered, read, undelivered, failed, expired, canceled, unknown, ignore
}

extension ProviderSettingsReader {
    private static let receiptSettings = [
        "signature", "secret", "header", "prefix", "items", "message", "reference", "status",
        "words",
        "error", "errors",
    ]

    /// The mapping of reports; nil where they are Countersign's own.
    mutating func receipts(_ value: JSONValue?) -> ReceiptMapping? {
        guard let value, let members = object(value, at: "/receipts") else { return nil }
        refuseUnknown(members, known: ProviderSettingsReader.receiptSettings, at: "/receipts")
        let isMapped = members.contains { member in
            ["items", "message", "reference", "status", "words", "error", "errors"]
                .contains(member.name)
        }
        guard isMapped else { return nil }
        let items = path(value["items"], at: "/receipts/items") ?? JSONPath(tokens: [])
        let message = path(value["message"], at: "/receipts/message")
        let reference = path(value["reference"], at: "/receipts/reference")
        let error = path(value["error"], at: "/receipts/error")
        let words = table(value["words"], of: StatusWord.self, at: "/receipts/words")
        let errors = table(value["errors"], of: StatusWord.self, at: "/receipts/errors")
        if value["message"] == nil, value["reference"] == nil {
            fault(
                "/receipts",
                "message or reference is missing: a JSON Pointer to the message's id"
            )
        }
        if value["words"] == nil {
            fault("/receipts", "words is missing: the gateway's status words and what they mean")
        }
        guard let status = path(value["status"], at: "/receipts/status") else {
            if value["status"] == nil {
                fault("/receipts", "status is missing: the JSON Pointer to the status word")
            }
            return nil
        }
        return ReceiptMapping(
            items: items,
            message: message,
            reference: reference,
            status: status,
            words: words.mapValues { word in
                MessageStatus(rawValue: word.rawValue).map { .status($0) } ?? .ignored
            },
            error: error,
            errors: errors.compactMapValues { MessageStatus(rawValue: $0.rawValue) }
        )
    }

    /// How reports are authenticated.
    ///
    /// Without settings, as the requests are.
    mutating func reportAuthentication(
        _ value: JSONValue?,
        webhooks: StandardWebhooks?,
        secret: [UInt8]?,
        isOwnSecret: Bool,
        crypto: WebhookCrypto
    ) -> ReportAuthentication {
        guard let value, value.object != nil else {
            return webhooks.map { .standardWebhooks($0) } ?? .none
        }
        let place = isOwnSecret ? "/receipts/secret" : "/secret"
        let signature =
            word(value["signature"], as: ReportSignature.self, at: "/receipts/signature")
            ?? .standardWebhooks
        guard let secret else {
            fault(place, "a secret is needed to tell true reports from forged ones")
            return .none
        }
        guard signature != .standardWebhooks else {
            guard let key = webhookSecret(secret, at: place) else { return .none }
            return .standardWebhooks(StandardWebhooks(secrets: [key], crypto: crypto))
        }
        let prefix = value["prefix"].map { text($0, at: "/receipts/prefix") ?? "" } ?? ""
        guard let header = text(value["header"], at: "/receipts/header") else {
            if value["header"] == nil {
                fault("/receipts", "header is missing: the header field with the proof")
            }
            return .none
        }
        guard !secret.isEmpty else {
            fault(place, "the secret is empty")
            return .none
        }
        let name = header.lowercased()
        return signature == .hmacSHA256
            ? .hmacHex(header: name, prefix: prefix, ProviderSecret(secret), crypto)
            : .sharedSecret(header: name, prefix: prefix, ProviderSecret(secret), crypto)
    }

    mutating func webhookSecret(_ bytes: [UInt8], at pointer: String) -> WebhookSecret? {
        if let secret = WebhookSecret(configured: bytes) { return secret }
        fault(
            pointer,
            "a signing secret is at least \(WebhookSecret.bytesMin) bytes, or whsec_ and their base64"
        )
        return nil
    }
}
