import CountersignCore

/// How a gateway proves that a callback is its own.
enum ReportAuthentication: Sendable {
    /// No way was agreed on: nothing is believed.
    case none
    /// Standard Webhooks.
    case standardWebhooks(StandardWebhooks)
    /// A header field with the hexadecimal HMAC-SHA-256 of the raw body after a fixed prefix.
    case hmacHex(header: String, prefix: String, ProviderSecret, WebhookCrypto)
    /// A header field that is the secret itself after a fixed prefix.
    case sharedSecret(header: String, prefix: String, ProviderSecret, WebhookCrypto)

    /// The header fields with the proof, in lower case.
    var headers: [String] {
        switch self {
        case .none: []
        case .standardWebhooks: ["webhook-id", "webhook-timestamp", "webhook-signature"]
        case .hmacHex(let header, _, _, _), .sharedSecret(let header, _, _, _): [header]
        }
    }

    func authenticate(_ callback: Callback, at now: Instant) throws(CallbackFault) {
        switch self {
        case .none: throw .forged
        case .standardWebhooks(let webhooks):
            try webhooks.verify(headers: callback.headers, body: callback.body, at: now)
        case .hmacHex(let header, let prefix, let secret, let crypto):
            let given = ReportAuthentication.value(of: header, after: prefix, in: callback)
            let expected = secret.withBytes { crypto.hmacSHA256($0, callback.body) }
            guard let code = given.flatMap({ Hex.decode($0) }), code.count == expected.count,
                crypto.constantTimeEqual(code, expected)
            else { throw .forged }
        case .sharedSecret(let header, let prefix, let secret, let crypto):
            let given = ReportAuthentication.value(of: header, after: prefix, in: callback)
            guard let given = given.map({ Array($0.utf8) }),
                secret.withBytes({ $0.count == given.count && crypto.constantTimeEqual($0, given) })
            else { throw .forged }
        }
    }

    private static func value(
        of header: String,
        after prefix: String,
        in callback: Callback
    ) -> String? {
        guard let value = callback.headers[header], value.utf8.starts(with: prefix.utf8) else {
            return nil
        }
        return String(decoding: value.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }
}
