import CountersignKeys
import CountersignMessaging

/// The steps that providers borrow, as libcrypto does them.
enum RealCrypto {
    static let providers = ProviderCrypto(
        webhook: WebhookCrypto(
            hmacSHA256: { SHA256.hmac(key: $0, $1) },
            constantTimeEqual: { ConstantTime.areEqual($0, $1) }
        ),
        hash: { hash($0).hash($1) },
        hmac: { hash($0).hmac(key: $1, $2) },
        rsaSigner: { signer(WirePrivateKey(rsaPEM: $0)) },
        ecSigner: { signer(WirePrivateKey(p256PEM: $0)) },
        isValidRSA: { signature, message, name, certificate in
            WireCertificate(pem: certificate)?
                .isValid(signature: signature, of: message, hash(name)) ?? false
        }
    )

    private static func signer(_ key: WirePrivateKey?) -> ProviderCrypto.Signer? {
        guard let key else { return nil }
        return { message in key.sign(message) }
    }

    private static func hash(_ name: ProviderCrypto.Hash) -> WireHash {
        switch name {
        case .sha1: .sha1
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }
}
