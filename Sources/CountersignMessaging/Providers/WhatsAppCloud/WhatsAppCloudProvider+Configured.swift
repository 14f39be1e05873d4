import CountersignCore

extension WhatsAppCloudProvider {
    private static let settings = [
        "kind", "channel", "base_url", "version", "phone_number_id", "business_account_id",
        "access_token", "app_secret", "verify_token",
    ]

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<WhatsAppCloudProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: WhatsAppCloudProvider.settings, at: "")
        _ = reader.channel(in: settings, among: [.whatsapp])
        let baseURL = reader.baseURL(
            "base_url",
            in: settings,
            standard: "https://graph.facebook.com"
        )
        let version = reader.graphVersion(settings.members["version"])
        let number = reader.requiredText(
            "phone_number_id",
            in: settings,
            example: "106540352242922"
        )
        if let number, !number.utf8.allSatisfy({ (48...57).contains($0) }) {
            reader.fault(
                "/phone_number_id",
                "the number's id is digits, not the phone number itself"
            )
        }
        let account = reader.text(
            settings.members["business_account_id"],
            at: "/business_account_id"
        )
        if let account, account.isEmpty || !account.utf8.allSatisfy({ (48...57).contains($0) }) {
            reader.fault("/business_account_id", "the business account's id is digits")
        }
        let accessToken = reader.headerSecret("access_token", in: settings)
        let appSecret = reader.headerSecret("app_secret", in: settings)
        let verifyToken = reader.headerSecret("verify_token", in: settings)
        guard let number, let accessToken, let appSecret, let verifyToken else {
            return reader.finished(nil)
        }
        return reader.finished(
            WhatsAppCloudProvider(
                name: settings.name,
                baseURL: baseURL,
                version: version,
                phoneNumberID: number,
                businessAccountID: account,
                accessToken: accessToken,
                appSecret: appSecret,
                verifyToken: verifyToken,
                crypto: settings.crypto
            )
        )
    }
}

extension ProviderSettingsReader {
    /// The version of the Graph API; the one that this was written for where none is given.
    fileprivate mutating func graphVersion(_ value: JSONValue?) -> String {
        let standard = "v24.0"
        guard let text = text(value, at: "/version") else { return standard }
        let numbers = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.first == UInt8(ascii: "v"), numbers.count == 2,
            numbers.allSatisfy({ number in
                (1...3).contains(number.utf8.count)
                    && number.utf8.allSatisfy { (48...57).contains($0) }
            })
        else {
            fault("/version", "a version of the Graph API belongs here, such as \"\(standard)\"")
            return standard
        }
        return text
    }
}
