import CountersignCore

/// A secret that proves callbacks of platforms that sign nothing: in the query of the callback URL, or
/// as the key of a code for each message.
struct CallbackSecret: Sendable {
    /// The query's parameter.
    static let parameter = "s"
    /// Fewest bytes: nobody may guess it.
    static let bytesMin = 16

    private let secret: ProviderSecret
    private let crypto: ProviderCrypto

    init(_ secret: ProviderSecret, crypto: ProviderCrypto) {
        self.secret = secret
        self.crypto = crypto
    }

    /// The URL to give to the platform.
    func url(_ callbackURL: String) -> String {
        callbackURL + "?" + PercentEncoding.form([(CallbackSecret.parameter, secret.text)])
    }

    /// Whether a callback came to the URL with the secret.
    func isProved(by callback: Callback) -> Bool {
        let parameters = PercentEncoding.parameters(callback.query, plusIsSpace: false) ?? []
        let given = parameters.filter { $0.name == CallbackSecret.parameter }
        guard given.count == 1 else { return false }
        return crypto.areEqual(Array(given[0].value.utf8), Array(secret.text.utf8))
    }

    /// The code of one message: HMAC-SHA-256 of its id, cut to some bytes.
    func code(of message: MessageID, byteCount: Int) -> [UInt8] {
        let whole = secret.withBytes { crypto.hmac(.sha256, $0, Array(message.text.utf8)) }
        return Array(whole.prefix(byteCount))
    }

    /// Whether a code is the one of a message.
    func isCode(_ code: [UInt8], of message: MessageID) -> Bool {
        crypto.areEqual(code, self.code(of: message, byteCount: code.count))
    }
}

extension ProviderSettingsReader {
    /// A secret of callbacks that is long enough.
    mutating func callbackSecret(
        _ name: String,
        in settings: ProviderSettings,
        isRequired: Bool
    ) -> CallbackSecret? {
        guard let secret = secret(name, in: settings, isRequired: isRequired) else { return nil }
        guard secret.withBytes({ $0.count >= CallbackSecret.bytesMin }) else {
            fault(
                "/" + name,
                "a callback secret has at least \(CallbackSecret.bytesMin) bytes that nobody guesses"
            )
            return nil
        }
        return CallbackSecret(secret, crypto: settings.crypto)
    }
}
