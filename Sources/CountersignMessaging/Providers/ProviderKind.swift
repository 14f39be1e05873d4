import CountersignCore

/// The kinds of providers that there are; `kind` in the configuration.
public enum ProviderKind: String, CaseIterable, Sendable {
    /// A signed JSON POST to any URL, or what a mapping makes of it.
    case webhook
    /// SMS by AWS End User Messaging.
    case awsSMS = "aws-sms"
    /// SMS by Amazon SNS.
    case awsSNS = "aws-sns"
    /// SMS through a Kannel gateway.
    case kannel
    /// Email over SMTP.
    case smtp

    /// Makes a provider of this kind, or says all that is wrong with its settings.
    public func configured(
        _ settings: ProviderSettings
    ) -> Result<any Provider, ProviderSettingsFaults> {
        switch self {
        case .webhook: WebhookProvider.configured(settings).map { $0 }
        case .awsSMS: AWSSMSProvider.configured(settings).map { $0 }
        case .awsSNS: SNSProvider.configured(settings).map { $0 }
        case .kannel: KannelProvider.configured(settings).map { $0 }
        case .smtp: SMTPProvider.configured(settings).map { $0 }
        }
    }
}
