import CountersignCore

/// The kinds of providers that there are; `kind` in the configuration.
public enum ProviderKind: String, CaseIterable, Sendable {
    /// A signed JSON POST to any URL, or what a mapping makes of it.
    case webhook

    /// Makes a provider of this kind, or says all that is wrong with its settings.
    public func configured(
        _ settings: ProviderSettings
    ) -> Result<any Provider, ProviderSettingsFaults> {
        switch self {
        case .webhook: WebhookProvider.configured(settings).map { $0 }
        }
    }
}
