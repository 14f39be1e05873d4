import CountersignCore

extension TwilioProvider {
    private static let settings = [
        "kind", "channel", "account_sid", "auth_token", "api_key_sid", "api_key_secret", "from",
        "messaging_service_sid", "base_url", "content_sid", "signing_keys", "require_sha256",
    ]

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<TwilioProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: TwilioProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.sms, .whatsapp, .rcs])
        let account = reader.sid("account_sid", "AC", in: settings, isRequired: true)
        let credentials = reader.twilioCredentials(in: settings, account: account)
        let service = reader.sid("messaging_service_sid", "MG", in: settings)
        let sender = reader.sender(orPool: "messaging_service_sid", service, in: settings)
        let baseURL = reader.baseURL("base_url", in: settings, standard: "https://api.twilio.com")
        let content = reader.sid("content_sid", "HX", in: settings)
        if channel == .whatsapp, settings.members["content_sid"] == nil {
            reader.fault(
                "/content_sid",
                "WhatsApp takes a code only as stored content: write its sid, such as \"HX…\""
            )
        }
        if channel == .sms, content != nil {
            reader.fault("/content_sid", "an SMS is plain text; only WhatsApp and RCS have content")
        }
        let signature = reader.twilioSignature(in: settings)
        guard let channel, let account, let credentials, let sender, let signature else {
            return reader.finished(nil)
        }
        return reader.finished(
            TwilioProvider(
                name: settings.name,
                channel: channel,
                baseURL: baseURL,
                accountSID: account,
                credentials: credentials,
                sender: sender,
                contentSID: content,
                signature: signature,
                callbackURL: settings.callbackURL
            )
        )
    }
}

extension ProviderSettingsReader {
    /// One of Twilio's ids: two letters and 32 hexadecimal digits.
    fileprivate mutating func sid(
        _ name: String,
        _ prefix: String,
        in settings: ProviderSettings,
        isRequired: Bool = false
    ) -> String? {
        let example = prefix + String(repeating: "0", count: 32)
        guard isRequired || settings.members[name] != nil else { return nil }
        guard let sid = requiredText(name, in: settings, example: example) else { return nil }
        guard sid.utf8.count == 34, sid.utf8.starts(with: prefix.utf8),
            Hex.decode(String(sid.dropFirst(2))) != nil
        else {
            fault("/" + name, "\(prefix) and 32 hexadecimal digits belong here")
            return nil
        }
        return sid
    }

    /// The account's own token, or an API key, which can be taken back by itself.
    fileprivate mutating func twilioCredentials(
        in settings: ProviderSettings,
        account: String?
    ) -> BasicCredentials? {
        guard ["api_key_sid", "api_key_secret"].contains(where: { settings.members[$0] != nil })
        else {
            let token = secret("auth_token", in: settings)
            guard let account, let token else { return nil }
            return BasicCredentials(user: account, password: token)
        }
        let key = sid("api_key_sid", "SK", in: settings, isRequired: true)
        let secret = secret("api_key_secret", in: settings)
        guard let key, let secret else { return nil }
        return BasicCredentials(user: key, password: secret)
    }

    /// What callbacks are checked with: the account's token, shared keys, or both.
    fileprivate mutating func twilioSignature(in settings: ProviderSettings) -> TwilioSignature? {
        let keys = namedSecrets("signing_keys", in: settings)
        if settings.members["signing_keys"]?.object?.isEmpty == true {
            fault("/signing_keys", "at least one key belongs here, by its id")
        }
        let requiresSHA256 = bool(settings.members["require_sha256"], at: "/require_sha256")
        if requiresSHA256 == true, settings.members["signing_keys"] == nil {
            fault(
                "/require_sha256",
                "signing_keys is missing: SHA-256 signatures are made with them"
            )
        }
        let usesKey = settings.members["api_key_sid"] != nil
        // Without an API key it was asked for already.
        let token =
            usesKey
            ? secret("auth_token", in: settings, isRequired: false)
            : settings.secrets["/auth_token"].map { ProviderSecret($0) }
        let names = ["auth_token", "signing_keys"]
        if token == nil, keys.isEmpty, names.allSatisfy({ settings.members[$0] == nil }), usesKey {
            fault(
                "/auth_token",
                "auth_token or signing_keys is missing: callbacks are signed with it"
            )
        }
        return TwilioSignature(
            authToken: token,
            keys: keys,
            requiresSHA256: requiresSHA256 ?? false,
            crypto: settings.crypto
        )
    }
}
