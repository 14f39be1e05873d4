import CountersignKeys
import CountersignMessaging

extension WebhookCrypto {
    /// The steps as libcrypto does them.
    static let libcrypto = WebhookCrypto(
        hmacSHA256: { SHA256.hmac(key: $0, $1) },
        constantTimeEqual: { ConstantTime.areEqual($0, $1) }
    )
}
