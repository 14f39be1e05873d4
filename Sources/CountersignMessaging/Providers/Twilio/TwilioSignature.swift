import CountersignCore

/// The signature that proves a callback to be Twilio's.
///
/// Source: Twilio, "Security" (`X-Twilio-Signature`) and "Sign webhooks with shared keys".
struct TwilioSignature: Sendable {
    /// The header field with the signature.
    static let header = "x-twilio-signature"
    /// The header field that names a shared key and its algorithm.
    static let settingsHeader = "x-twilio-webhooks-signature-settings"

    /// The account's token, for SHA-1; nil where only shared keys are known.
    let authToken: ProviderSecret?
    /// Shared keys by their ids, for SHA-256.
    let keys: [String: ProviderSecret]
    /// Whether SHA-1 is refused, so that nobody who sends a callback chooses the weaker one.
    let requiresSHA256: Bool
    let crypto: ProviderCrypto

    /// What an authentic callback says.
    /// - Throws: ``CallbackFault/forged``, or ``CallbackFault/malformed(detail:)`` for a signed body
    ///   that is no JSON object.
    func parameters(
        of callback: Callback,
        under callbackURL: String
    ) throws(CallbackFault) -> CallbackParameters {
        guard let hash = callback.queryParameters?["bodySHA256"] else {
            guard let form = callback.formParameters else { throw .forged }
            try check(callback, under: callbackURL, TwilioSignature.signedText(of: form))
            return form
        }
        // A body that is no form is signed through its hash in the signed URL.
        let expected = Hex.encode(crypto.hash(.sha256, callback.body))
        guard crypto.areEqual(Array(hash.utf8), Array(expected.utf8)) else { throw .forged }
        try check(callback, under: callbackURL, "")
        let members = try callback.jsonObject().object ?? []
        return CallbackParameters(
            members.compactMap { member in
                ProviderWord.text(member.value).map { (member.name, $0) }
            }
        )
    }

    private func check(
        _ callback: Callback,
        under callbackURL: String,
        _ signedParameters: String
    ) throws(CallbackFault) {
        guard let (hash, key) = algorithm(of: callback),
            let text = callback.headers[TwilioSignature.header],
            let given = Base64.decode(text)
        else { throw .forged }
        let isAuthentic = TwilioSignature.urls(callback.url(under: callbackURL)).contains { url in
            let signed = Array((url + signedParameters).utf8)
            return crypto.areEqual(key.withBytes { crypto.hmac(hash, $0, signed) }, given)
        }
        guard isAuthentic else { throw .forged }
    }

    /// SHA-256 under the shared key that the settings name; without settings SHA-1 under the token.
    private func algorithm(of callback: Callback) -> (ProviderCrypto.Hash, ProviderSecret)? {
        guard let settings = callback.headers[TwilioSignature.settingsHeader] else {
            guard !requiresSHA256, let authToken else { return nil }
            return (.sha1, authToken)
        }
        var named: [String: String] = [:]
        for part in settings.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
            guard pair.count == 2,
                named.updateValue(String(pair[1]), forKey: String(pair[0])) == nil
            else { return nil }
        }
        guard named["algorithm"] == "HMAC_SHA256", let key = named["key"].flatMap({ keys[$0] })
        else { return nil }
        return (.sha256, key)
    }

    /// Names in the order of their bytes, each before its value; the same pair counts once.
    private static func signedText(of form: CallbackParameters) -> String {
        let pairs = form.sortedPairs
        var text = ""
        for (place, pair) in pairs.enumerated() {
            if place > 0, pairs[place - 1].name.utf8.elementsEqual(pair.name.utf8),
                pairs[place - 1].value.utf8.elementsEqual(pair.value.utf8)
            {
                continue
            }
            text += pair.name + pair.value
        }
        return text
    }

    /// The URL, and the same with its port taken away or the usual one added: Twilio signs either.
    static func urls(_ url: String) -> [String] {
        guard let scheme = url.firstRange(of: "://") else { return [url] }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest[authority.endIndex...]
        let start = url[..<scheme.upperBound]
        // The colons within the brackets of an IPv6 address are none before a port.
        let hostEnd = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[hostEnd...].lastIndex(of: ":") {
            return [url, "\(start)\(authority[..<colon])\(path)"]
        }
        let port = url.hasPrefix("https:") ? 443 : 80
        return [url, "\(start)\(authority):\(port)\(path)"]
    }
}
