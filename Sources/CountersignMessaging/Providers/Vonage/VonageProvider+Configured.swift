import CountersignCore

extension VonageProvider {
    private static let settings = [
        "kind", "channel", "base_url", "from", "category", "application_id", "private_key",
        "signature_secret", "api_key", "api_secret",
    ]

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<VonageProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: VonageProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.sms, .rcs, .whatsapp])
        let baseURL = reader.baseURL(
            "base_url",
            in: settings,
            standard: "https://api.nexmo.com"
        )
        let from = reader.requiredText("from", in: settings, example: "ACME")
        let category = reader.word(
            settings.members["category"],
            as: VonageCategory.self,
            at: "/category"
        )
        if settings.members["category"] != nil, let channel, channel != .rcs {
            reader.fault("/category", "only RCS messages have a category")
        }
        let access = reader.vonageAccess(in: settings)
        guard let channel, let from, let access else { return reader.finished(nil) }
        return reader.finished(
            VonageProvider(
                name: settings.name,
                channel: channel,
                baseURL: baseURL,
                from: from,
                category: category ?? .transaction,
                credentials: access.credentials,
                signature: access.signature,
                callbackURL: settings.callbackURL
            )
        )
    }
}

extension ProviderSettingsReader {
    fileprivate mutating func vonageAccess(
        in settings: ProviderSettings
    ) -> (credentials: VonageCredentials, signature: VonageSignature?)? {
        let isAccount = ["api_key", "api_secret"].contains { settings.members[$0] != nil }
        let isApplication = ["application_id", "private_key"].contains {
            settings.members[$0] != nil
        }
        guard isAccount else { return vonageApplication(in: settings) }
        if isApplication {
            fault(
                "/api_key",
                "write either application_id and private_key, or api_key and api_secret"
            )
        }
        if settings.members["signature_secret"] != nil, !isApplication {
            fault(
                "/signature_secret",
                "callbacks are signed for applications only: use application_id and private_key"
            )
        }
        let key = user("api_key", in: settings, example: "a1b2c3d4")
        guard let secret = secret("api_secret", in: settings), let key else { return nil }
        return (.account(BasicCredentials(user: key, password: secret)), nil)
    }

    private mutating func vonageApplication(
        in settings: ProviderSettings
    ) -> (credentials: VonageCredentials, signature: VonageSignature?)? {
        let id = requiredText(
            "application_id",
            in: settings,
            example: "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
        )
        let key = secret("private_key", in: settings)
        let signer = key.flatMap { $0.withBytes(settings.crypto.rsaSigner) }
        if key != nil, signer == nil {
            fault("/private_key", "an RSA key of at least 2,048 bits in PEM belongs here")
        }
        let signature = secret("signature_secret", in: settings)
        if let signature, signature.withBytes(\.isEmpty) {
            fault("/signature_secret", "the secret is empty")
        }
        guard let id, let signer, let signature else { return nil }
        return (
            .application(id: id, signer: signer),
            VonageSignature(secret: signature, crypto: settings.crypto)
        )
    }
}
