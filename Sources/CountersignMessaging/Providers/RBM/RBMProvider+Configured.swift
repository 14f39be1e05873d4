import CountersignCore

/// Where the platform is reached.
private enum RBMRegion: String, CaseIterable {
    case us
    case europe
    case asia
}

extension RBMProvider {
    private static let settings = [
        "kind", "channel", "base_url", "region", "agent_id", "service_account", "client_token",
        "traffic_type", "check_capability",
    ]

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<RBMProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        guard let members = reader.object(settings.members, at: "") else {
            return reader.finished(nil)
        }
        reader.refuseUnknown(members, known: RBMProvider.settings, at: "")
        _ = reader.channel(in: settings, among: [.rcs])
        let region = reader.word(settings.members["region"], as: RBMRegion.self, at: "/region")
        if settings.members["region"] != nil, settings.members["base_url"] != nil {
            reader.fault("/region", "write either region or base_url")
        }
        let prefix = region.map { $0.rawValue + "-" } ?? ""
        let baseURL = reader.baseURL(
            "base_url",
            in: settings,
            standard: "https://\(prefix)rcsbusinessmessaging.googleapis.com"
        )
        let agentID = reader.requiredText("agent_id", in: settings, example: "acme_shoes_agent")
        let account = reader.serviceAccount("service_account", in: settings)
        let clientToken = reader.headerSecret("client_token", in: settings)
        let trafficType = reader.word(
            settings.members["traffic_type"],
            as: RBMTrafficType.self,
            at: "/traffic_type"
        )
        let checks = reader.bool(settings.members["check_capability"], at: "/check_capability")
        guard let agentID, let account, let clientToken else { return reader.finished(nil) }
        return reader.finished(
            RBMProvider(
                name: settings.name,
                baseURL: baseURL,
                agentID: agentID,
                account: account,
                clientToken: clientToken,
                trafficType: trafficType ?? .transaction,
                checksCapability: checks ?? false,
                crypto: settings.crypto
            )
        )
    }
}
