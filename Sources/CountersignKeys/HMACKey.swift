internal import CountersignCore

/// A long-lived HMAC-SHA-256 key, with contexts that hold it ready.
final class HMACKey: Sendable {
    private let contexts: Pool<MACContext>

    init(_ secret: SecretBytes) {
        contexts = Pool { secret.reveal { MACContext(.sha256, key: $0) } }
    }

    /// HMAC-SHA-256 of a message, 32 bytes.
    func mac(_ message: [UInt8]) -> [UInt8] {
        contexts.withContext { $0.mac(message) }
    }
}
