import CountersignCore
import CountersignKeys
import CountersignMessaging

extension Installation {
    /// The signing secret of an endpoint, opened.
    ///
    /// What is sealed is its printed form.
    func secret(of endpoint: WebhookEndpoint) throws(CommandFailure) -> WebhookSecret {
        let place = WebhookEndpoint.sealPlace(of: endpoint.id)
        guard let text = try? keyring.open(endpoint.sealedSecret, for: place),
            let secret = WebhookSecret(configured: text)
        else {
            throw .unusable(
                "the secret of endpoint \(endpoint.id) does not open with this key file",
                hint: "restore the key file that belongs to the store, or add the endpoint anew"
            )
        }
        return secret
    }
}

extension WebhookSecret {
    /// Random bytes of a secret that is made here.
    static let byteCount = 32

    /// A new secret.
    static func make(entropy: any Entropy) -> WebhookSecret {
        guard let secret = WebhookSecret(bytes: entropy.bytes(byteCount)) else {
            preconditionFailure("Entropy gave too few bytes.")
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
