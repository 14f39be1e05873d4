import CountersignKeys
import CountersignMessaging

extension WebhookCrypto {
    /// The steps as libcrypto does them.
    static let libcrypto = WebhookCrypto(
        hmacSHA256: { SHA256.hmac(key: $0, $1) },
        constantTimeEqual: { ConstantTime.areEqual($0, $1) }
    )
}

extension ProviderCrypto {
    /// The steps as libcrypto does them.
    static let libcrypto = ProviderCrypto(
        webhook: .libcrypto,
        hash: { WireHash($0).hash($1) },
        hmac: { WireHash($0).hmac(key: $1, $2) },
        rsaSigner: { signer(WirePrivateKey(rsaPEM: $0)) },
        ecSigner: { signer(WirePrivateKey(p256PEM: $0)) },
        isValidRSA: { signature, message, hash, certificate in
            WireCertificate(pem: certificate)?
                .isValid(signature: signature, of: message, WireHash(hash)) ?? false
        }
    )

    private static func signer(_ key: WirePrivateKey?) -> Signer? {
        guard let key else { return nil }
        return { message in key.sign(message) }
    }
}

extension WireHash {
    fileprivate init(_ hash: ProviderCrypto.Hash) {
        self =
            switch hash {
            case .sha1: .sha1
            case .sha256: .sha256
            case .sha384: .sha384
            case .sha512: .sha512
            }
    }
}
