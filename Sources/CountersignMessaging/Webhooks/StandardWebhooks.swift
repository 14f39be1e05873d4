public import CountersignCore

/// Signs and verifies webhooks with HMAC-SHA-256.
///
/// Source: Standard Webhooks 1.0.0; the signed bytes are `id.timestamp.body`, versions other than
/// `v1` are skipped.
///
///     let webhooks = StandardWebhooks(secrets: [secret], crypto: crypto)
///     request.headers += webhooks.headers(id: "msg_01K…", at: now, body: request.body)
public struct StandardWebhooks: Sendable {
    /// How far a timestamp may lie from the receiver's clock, in seconds, either way.
    public static let toleranceSeconds = 300
    /// Most signatures that are looked at in one header.
    public static let signaturesMax = 16

    private let secrets: [WebhookSecret]
    private let crypto: WebhookCrypto

    /// Signs with every secret, and accepts any of them: two while one replaces the other.
    public init(secrets: [WebhookSecret], crypto: WebhookCrypto) {
        precondition(!secrets.isEmpty, "A webhook is signed with at least one secret.")
        self.secrets = secrets
        self.crypto = crypto
    }

    /// The three header fields of one attempt.
    ///
    /// - Parameters:
    ///   - id: the same on every attempt; the receiver's idempotency key. Holds no full stop.
    ///   - now: the moment of this attempt.
    ///   - body: the exact bytes that are sent.
    public func headers(
        id: String,
        at now: Instant,
        body: [UInt8]
    ) -> [(name: String, value: String)] {
        precondition(
            !id.isEmpty && !id.utf8.contains(UInt8(ascii: ".")),
            "A full stop in a webhook's id would let two messages share their signed bytes."
        )
        let timestamp = String(now.seconds)
        let signed = StandardWebhooks.signedBytes(id: id, timestamp: timestamp, body: body)
        let signatures = secrets.map { "v1," + Base64.encode(code(of: signed, under: $0)) }
        return [
            ("webhook-id", id), ("webhook-timestamp", timestamp),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// Checks the signature and the age of what was received.
    ///
    /// - Parameter headers: header fields; names in lower case.
    /// - Returns: the webhook's id, to recognise a repeat.
    /// - Throws: ``CallbackFault/forged`` for a missing, wrong or too old signature.
    @discardableResult
    public func verify(
        headers: [String: String],
        body: [UInt8],
        at now: Instant
    ) throws(CallbackFault) -> String {
        guard let id = headers["webhook-id"], !id.isEmpty, !id.utf8.contains(UInt8(ascii: ".")),
            let timestamp = headers["webhook-timestamp"],
            let moment = StandardWebhooks.seconds(timestamp),
            abs(moment - now.seconds) <= Int64(StandardWebhooks.toleranceSeconds),
            let signatures = headers["webhook-signature"]
        else { throw .forged }
        let signed = StandardWebhooks.signedBytes(id: id, timestamp: timestamp, body: body)
        let codes = secrets.map { code(of: signed, under: $0) }
        let given = signatures.split(separator: " ").prefix(StandardWebhooks.signaturesMax)
        for signature in given where signature.utf8.starts(with: "v1,".utf8) {
            guard let claimed = Base64.decode(String(signature.dropFirst(3))) else { continue }
            for code in codes
            where code.count == claimed.count && crypto.constantTimeEqual(code, claimed) {
                return id
            }
        }
        throw .forged
    }

    private func code(of signed: [UInt8], under secret: WebhookSecret) -> [UInt8] {
        secret.withBytes { crypto.hmacSHA256($0, signed) }
    }

    private static func signedBytes(id: String, timestamp: String, body: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(id.utf8.count + timestamp.utf8.count + body.count + 2)
        bytes.append(contentsOf: id.utf8)
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: timestamp.utf8)
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: body)
        return bytes
    }

    /// Whole seconds in plain digits, as ``headers(id:at:body:)`` prints them.
    private static func seconds(_ text: String) -> Int64? {
        guard (1...12).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int64(text)
    }
}
