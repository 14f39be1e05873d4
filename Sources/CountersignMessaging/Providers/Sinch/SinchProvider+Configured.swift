import CountersignCore

extension SinchProvider {
    /// The regions that batches are sent from.
    private enum Region: String, CaseIterable {
        case us, eu, au, br, ca

        var baseURL: String { "https://\(rawValue).sms.api.sinch.com" }
    }

    private static let settings = [
        "kind", "channel", "region", "base_url", "service_plan_id", "api_token", "from",
        "callback_secret",
    ]

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<SinchProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: SinchProvider.settings, at: "")
        let channel = reader.channel(in: settings, among: [.sms])
        let region = reader.word(settings.members["region"], as: Region.self, at: "/region")
        if settings.members["region"] == nil, settings.members["base_url"] == nil {
            let words = Region.allCases.map(\.rawValue).joined(separator: ", ")
            reader.fault("/region", "region is missing: one of \(words)")
        }
        let baseURL = reader.baseURL(
            "base_url",
            in: settings,
            standard: (region ?? .eu).baseURL
        )
        let plan = reader.requiredText("service_plan_id", in: settings, example: "a1b2c3d4e5f6")
        let token = reader.headerSecret("api_token", in: settings)
        let from = reader.requiredText("from", in: settings, example: "ACME")
        let secret = reader.callbackSecret("callback_secret", in: settings, isRequired: true)
        guard channel != nil, let plan, let token, let from, let secret else {
            return reader.finished(nil)
        }
        return reader.finished(
            SinchProvider(
                name: settings.name,
                batchesURL: "\(baseURL)/xms/v1/\(PercentEncoding.encode(plan))/batches",
                token: token,
                from: from,
                callbackSecret: secret,
                callbackURL: settings.callbackURL
            )
        )
    }
}
