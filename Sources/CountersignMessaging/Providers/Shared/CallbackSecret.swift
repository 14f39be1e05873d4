import CountersignCore

/// A secret in the query of a callback URL, for platforms that sign nothing.
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
}

extension ProviderSettingsReader {
    /// A secret of a callback URL that is long enough.
    mutating func callbackSecret(
        _ name: String,
        in settings: ProviderSettings,
        isRequired: Bool
    ) -> CallbackSecret? {
        guard let secret = secret(name, in: settings, isRequired: isRequired) else { return nil }
        guard secret.withBytes({ $0.count >= CallbackSecret.bytesMin }) else {
            fault(
                "/" + name,
                "a secret in a URL has at least \(CallbackSecret.bytesMin) bytes that nobody guesses"
            )
            return nil
        }
        return CallbackSecret(secret, crypto: settings.crypto)
    }
}
