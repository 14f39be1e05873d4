internal import CountersignCore

/// A long-lived HMAC-SHA-256 key, with contexts that hold it ready.
final class HMACKey: Sendable {
    private let secret: SecretBytes
    private let contexts: Pool<MACContext>

    init(_ secret: SecretBytes) {
        self.secret = secret
        contexts = Pool { secret.reveal { MACContext(.sha256, key: $0) } }
    }

    /// HMAC-SHA-256 of a message, 32 bytes.
    func mac(_ message: [UInt8]) -> [UInt8] {
        contexts.withContext { context in
            guard MACContext.keepsKeyReliably else {
                return secret.reveal { context.mac(key: $0, message.span) }
            }
            return context.mac(message)
        }
    }
}
