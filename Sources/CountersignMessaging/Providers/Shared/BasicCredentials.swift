import CountersignCore

/// A user and a password in an `Authorization` header field.
///
/// Source: RFC 7617.
struct BasicCredentials: Sendable {
    private let user: String
    private let password: ProviderSecret

    init(user: String, password: ProviderSecret) {
        self.user = user
        self.password = password
    }

    /// The header field's value.
    var authorization: String { "Basic " + encoded }

    /// Whether a header field carries them; compared in constant time.
    func areGiven(in authorization: String?, _ crypto: ProviderCrypto) -> Bool {
        let parts = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic" else { return false }
        return crypto.areEqual(Array(parts[1].utf8), Array(encoded.utf8))
    }

    private var encoded: String { Base64.encode(Array((user + ":" + password.text).utf8)) }
}

extension ProviderSettingsReader {
    /// A user's name, which can't hold the colon that ends it.
    mutating func user(
        _ name: String,
        in settings: ProviderSettings,
        example: String
    ) -> String? {
        guard let user = requiredText(name, in: settings, example: example) else { return nil }
        guard !user.utf8.contains(UInt8(ascii: ":")) else {
            fault("/" + name, "a user's name has no colon")
            return nil
        }
        return user
    }
}
