public import CountersignCore

/// SMS through a Kannel gateway of one's own.
///
/// Source: Kannel User's Guide 1.4.5, chapters 7 and 10.
public struct KannelProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel = Channel.sms
    /// False: a message that is handed over twice is sent twice.
    public let hasIdempotencyHandle = false
    /// False: our id stands in the URL that reports come to.
    public let reportsByReference = false
    /// None: the secret is part of the URL.
    public let callbackHeaders: [String] = []

    let url: String
    let username: String
    let password: ProviderSecret
    let from: String?
    let smsc: String?
    let reports: KannelReportURL?

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<KannelProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        let members = settings.members
        reader.refuseUnknown(
            members.object ?? [],
            known: [
                "kind", "channel", "url", "username", "password", "from", "smsc", "callback_secret",
            ],
            at: ""
        )
        _ = reader.channel(in: settings, among: [.sms])
        let url = reader.sendURL(in: settings)
        let username = reader.requiredText("username", in: settings, example: "countersign")
        let password = reader.secret("password", in: settings)
        let from = reader.text(members["from"], at: "/from")
        let smsc = reader.text(members["smsc"], at: "/smsc")
        let secret = reader.secret("callback_secret", in: settings, isRequired: false)
        if let secret, secret.withBytes({ $0.count }) < KannelReportURL.secretBytesMin {
            reader.fault(
                "/callback_secret",
                "at least \(KannelReportURL.secretBytesMin) characters, such as 32 random ones"
            )
        }
        guard let url, let username, let password else {
            return reader.finished(KannelProvider?.none)
        }
        return reader.finished(
            KannelProvider(
                name: settings.name,
                url: url,
                username: username,
                password: password,
                from: from,
                smsc: smsc,
                reports: secret.map { secret in
                    KannelReportURL(
                        callbackURL: settings.callbackURL,
                        secret: secret,
                        crypto: settings.crypto
                    )
                }
            )
        )
    }
}

extension ProviderSettingsReader {
    fileprivate mutating func sendURL(in settings: ProviderSettings) -> String? {
        let example = "http://127.0.0.1:13013/cgi-bin/sendsms"
        guard requiredText("url", in: settings, example: example) != nil else { return nil }
        let url = baseURL("url", in: settings, standard: example)
        if url.utf8.contains(where: { "?#".utf8.contains($0) }) {
            fault("/url", "the parameters are added; write the URL without them")
        }
        return url
    }
}
