/// The two cryptographic steps that signing needs, lent by the caller: this room imports none.
public struct WebhookCrypto: Sendable {
    /// HMAC-SHA-256 of a message under a key; 32 bytes.
    public let hmacSHA256: @Sendable (_ key: [UInt8], _ message: [UInt8]) -> [UInt8]
    /// Whether two byte strings are equal, in time that depends on their lengths only.
    public let constantTimeEqual: @Sendable (_ left: [UInt8], _ right: [UInt8]) -> Bool

    /// Borrows both steps.
    public init(
        hmacSHA256: @escaping @Sendable (_ key: [UInt8], _ message: [UInt8]) -> [UInt8],
        constantTimeEqual: @escaping @Sendable (_ left: [UInt8], _ right: [UInt8]) -> Bool
    ) {
        self.hmacSHA256 = hmacSHA256
        self.constantTimeEqual = constantTimeEqual
    }
}
