/// The cryptographic steps that providers' wire formats need, lent by the caller: this room imports
/// none.
public struct ProviderCrypto: Sendable {
    /// Hash functions of wire formats.
    public enum Hash: String, CaseIterable, Sendable {
        case sha1
        case sha256
        case sha384
        case sha512
    }

    /// Signs a message; nil for none.
    public typealias Signer = @Sendable (_ message: [UInt8]) -> [UInt8]

    /// HMAC-SHA-256 and constant-time comparison, as webhooks use them.
    public let webhook: WebhookCrypto
    /// The hash of some bytes; 20, 32, 48 or 64 bytes.
    public let hash: @Sendable (Hash, _ message: [UInt8]) -> [UInt8]
    /// HMAC of a message under a key of any length.
    public let hmac: @Sendable (Hash, _ key: [UInt8], _ message: [UInt8]) -> [UInt8]
    /// A signer by RSASSA-PKCS1-v1_5 with SHA-256 (RS256); nil when the PEM text holds no usable RSA
    /// key of at least 2,048 bits.
    public let rsaSigner: @Sendable (_ privateKeyPEM: [UInt8]) -> Signer?
    /// A signer by ECDSA over P-256 with SHA-256 (ES256), 64 bytes r‖s; nil when the PEM text holds no
    /// P-256 key.
    public let ecSigner: @Sendable (_ privateKeyPEM: [UInt8]) -> Signer?
    /// Whether an RSASSA-PKCS1-v1_5 signature verifies under the key of a PEM certificate.
    public let isValidRSA:
        @Sendable (
            _ signature: [UInt8], _ message: [UInt8], Hash, _ certificatePEM: [UInt8]
        ) -> Bool

    /// Borrows all steps.
    public init(
        webhook: WebhookCrypto,
        hash: @escaping @Sendable (Hash, [UInt8]) -> [UInt8],
        hmac: @escaping @Sendable (Hash, [UInt8], [UInt8]) -> [UInt8],
        rsaSigner: @escaping @Sendable ([UInt8]) -> Signer?,
        ecSigner: @escaping @Sendable ([UInt8]) -> Signer?,
        isValidRSA: @escaping @Sendable ([UInt8], [UInt8], Hash, [UInt8]) -> Bool
    ) {
        self.webhook = webhook
        self.hash = hash
        self.hmac = hmac
        self.rsaSigner = rsaSigner
        self.ecSigner = ecSigner
        self.isValidRSA = isValidRSA
    }

    /// Whether two byte strings are equal, in time that depends on their lengths only.
    func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        webhook.constantTimeEqual(left, right)
    }
}
