import CountersignCore
import CountersignKeys

/// Secrets that sign what is posted to a merchant's endpoint.
///
/// Shape: `whsec_` and base64 of 32 random bytes; the whole text is sealed in the store. Source:
/// Standard Webhooks, "Symmetric signatures".
enum WebhookSecret {
    static let prefix = "whsec_"

    /// A new secret.
    static func make(entropy: any Entropy) -> String {
        prefix + Base64.encode(entropy.bytes(32))
    }

    /// The bytes that sign; nil when the text is no secret.
    static func bytes(of secret: String) -> [UInt8]? {
        guard secret.hasPrefix(prefix) else { return nil }
        return Base64.decode(String(secret.dropFirst(prefix.count)))
    }

    /// The `webhook-signature` of a body.
    ///
    /// Source: Standard Webhooks, "Signature scheme".
    static func signature(
        id: String,
        timestamp: Int64,
        body: [UInt8],
        secret: [UInt8],
        keyring: any Keyring
    ) -> String {
        let content = Array("\(id).\(timestamp).".utf8) + body
        return "v1," + Base64.encode(keyring.hmacSHA256(key: secret, content))
    }
}

extension Installation {
    /// The signing secret of an endpoint, opened.
    func secret(of endpoint: WebhookEndpoint) throws(CommandFailure) -> [UInt8] {
        let place = WebhookEndpoint.sealPlace(of: endpoint.id)
        guard let text = try? keyring.open(endpoint.sealedSecret, for: place),
            let secret = WebhookSecret.bytes(of: String(decoding: text, as: UTF8.self))
        else {
            throw .unusable(
                "the secret of endpoint \(endpoint.id) does not open with this key file",
                hint: "restore the key file that belongs to the store, or add the endpoint anew"
            )
        }
        return secret
    }
}

extension WebhookEndpoint {
    /// The endpoint as commands print it; never its secret.
    var json: JSONValue {
        .object([
            JSONMember("id", .string(id.text)),
            JSONMember("merchant", .string(merchant.text)),
            JSONMember("url", .string(url)),
            JSONMember("created_at", .string(createdAt.rfc3339)),
            JSONMember("disabled_at", disabledAt.map { .string($0.rfc3339) } ?? .null),
        ])
    }

    /// Reads an endpoint's id from the command line.
    static func id(_ text: String) throws(UsageFault) -> WebhookEndpointID {
        guard let id = WebhookEndpointID(text) else {
            throw UsageFault("ENDPOINT takes an endpoint's id, whe_…")
        }
        return id
    }
}
