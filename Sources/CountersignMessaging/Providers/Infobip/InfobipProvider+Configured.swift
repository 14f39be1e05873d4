import CountersignCore

extension InfobipProvider {
    private static let settings = [
        "kind", "channel", "base_url", "api_key", "from", "callback_user", "callback_password",
        "callback_secret",
    ]
    private static let baseURLExample = "https://xxxxx.api.infobip.com"

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<InfobipProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: InfobipProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.sms, .rcs, .whatsapp])
        if settings.members["base_url"] == nil {
            reader.fault(
                "/base_url",
                "base_url is missing: the account's own, such as \"\(baseURLExample)\""
            )
        }
        let baseURL = reader.baseURL("base_url", in: settings, standard: baseURLExample)
        let key = reader.headerSecret("api_key", in: settings)
        let from = reader.requiredText("from", in: settings, example: "ACME")
        let callbacks = reader.infobipCallbacks(in: settings)
        guard let channel, let key, let from else { return reader.finished(nil) }
        return reader.finished(
            InfobipProvider(
                name: settings.name,
                channel: channel,
                baseURL: baseURL,
                key: key,
                from: from,
                callbacks: callbacks,
                callbackURL: settings.callbackURL
            )
        )
    }
}

extension ProviderSettingsReader {
    fileprivate mutating func infobipCallbacks(in settings: ProviderSettings) -> InfobipCallbacks {
        let isBasic = ["callback_user", "callback_password"].contains {
            settings.members[$0] != nil
        }
        if !isBasic, settings.members["callback_secret"] == nil {
            fault(
                "/callback_secret",
                "callback_secret is missing, or callback_user and callback_password: without either "
                    + "no report can be believed"
            )
        }
        let secret = callbackSecret("callback_secret", in: settings, isRequired: false)
        return InfobipCallbacks(
            credentials: isBasic ? infobipCredentials(in: settings) : nil,
            secret: secret,
            crypto: settings.crypto
        )
    }

    private mutating func infobipCredentials(in settings: ProviderSettings) -> BasicCredentials? {
        let user = user("callback_user", in: settings, example: "infobip")
        guard let password = secret("callback_password", in: settings) else { return nil }
        if password.withBytes(\.isEmpty) { fault("/callback_password", "the password is empty") }
        return user.map { BasicCredentials(user: $0, password: password) }
    }
}
