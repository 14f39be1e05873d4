public import CountersignCore

extension WebhookProvider {
    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    ///
    /// `secret` signs requests; `receipts.secret`, where there is one, authenticates the reports.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<WebhookProvider, ProviderSettingsFaults> {
        configured(
            name: settings.name,
            settings: settings.members,
            secret: settings.secrets["/secret"],
            receiptSecret: settings.secrets["/receipts/secret"],
            crypto: settings.crypto.webhook
        )
    }

    /// Makes a provider as ``configured(_:)`` does, from the parts that this kind uses.
    public static func configured(
        name: String,
        settings: JSONValue,
        secret: [UInt8]?,
        receiptSecret: [UInt8]? = nil,
        crypto: WebhookCrypto
    ) -> Result<WebhookProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings, at: "") else {
            return .failure(ProviderSettingsFaults(faults: reader.faults))
        }
        reader.refuseUnknown(members, known: ProviderSettingsReader.settings, at: "")
        if settings["kind"]?.string != "webhook" { reader.fault("/kind", "write \"webhook\"") }
        let channel = reader.word(settings["channel"], as: Channel.self, at: "/channel")
        if settings["channel"] == nil {
            reader.fault("/channel", "the channel is missing, such as \"sms\"")
        }
        let read = reader.mapping(settings)
        let receipts = reader.receipts(settings["receipts"])
        let webhooks = reader.signer(isSigned: read?.isSigned ?? false, secret, crypto)
        let authentication = reader.reportAuthentication(
            settings["receipts"],
            webhooks: webhooks,
            secret: receiptSecret ?? secret,
            isOwnSecret: settings["receipts"]?["secret"] != nil,
            crypto: crypto
        )
        if secret == nil, read?.mapping.usesSecret == true {
            reader.fault("/secret", "{secret} is used, but the secret is missing")
        }
        guard reader.faults.isEmpty, var mapping = read?.mapping, let channel else {
            return .failure(ProviderSettingsFaults(faults: reader.faults))
        }
        mapping.receipts = receipts
        return .success(
            WebhookProvider(
                name: name,
                channel: channel,
                mapping: mapping,
                secret: secret.map { ProviderSecret($0) },
                webhooks: webhooks,
                reports: authentication
            )
        )
    }
}

extension ProviderSettingsReader {
    fileprivate mutating func signer(
        isSigned: Bool,
        _ secret: [UInt8]?,
        _ crypto: WebhookCrypto
    ) -> StandardWebhooks? {
        guard isSigned else { return nil }
        guard let secret else {
            fault(
                "/secret",
                "a secret is needed to sign requests, such as {\"file\": \"secrets/gateway\"}"
            )
            return nil
        }
        return webhookSecret(secret, at: "/secret").map { key in
            StandardWebhooks(secrets: [key], crypto: crypto)
        }
    }
}

extension WebhookMapping {
    fileprivate var usesSecret: Bool {
        let inBody: [Placeholder] =
            switch body {
            case .none, .standard: []
            case .json(let template): template.placeholders
            case .form(let fields): fields.flatMap(\.value.placeholders)
            }
        return (url.placeholders + headers.flatMap(\.value.placeholders) + inBody).contains(.secret)
    }
}
