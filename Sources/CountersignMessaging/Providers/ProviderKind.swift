import CountersignCore

/// The kinds of providers that there are; `kind` in the configuration.
public enum ProviderKind: String, CaseIterable, Sendable {
    /// A signed JSON POST to any URL, or what a mapping makes of it.
    case webhook
    /// SMS, RCS and WhatsApp through Vonage's Messages API.
    case vonage
    /// SMS, RCS and WhatsApp through Infobip.
    case infobip
    /// SMS through Sinch.
    case sinch
    /// SMS, WhatsApp and RCS through Twilio.
    case twilio
    /// SMS and WhatsApp through Plivo.
    case plivo
    /// SMS through MessageBird's legacy interface.
    case messagebird
    /// SMS through Bird.
    case bird
    /// Push through Firebase Cloud Messaging.
    case fcm
    /// Push through Apple's push notification service.
    case apns
    /// WhatsApp through Meta's Cloud API.
    case whatsAppCloud = "whatsapp-cloud"
    /// RCS through Google's RCS for Business.
    case rbm
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
        case .vonage: VonageProvider.configured(settings).map { $0 }
        case .infobip: InfobipProvider.configured(settings).map { $0 }
        case .sinch: SinchProvider.configured(settings).map { $0 }
        case .twilio: TwilioProvider.configured(settings).map { $0 }
        case .plivo: PlivoProvider.configured(settings).map { $0 }
        case .messagebird: MessageBirdProvider.configured(settings).map { $0 }
        case .bird: BirdProvider.configured(settings).map { $0 }
        case .fcm: FCMProvider.configured(settings).map { $0 }
        case .apns: APNsProvider.configured(settings).map { $0 }
        case .whatsAppCloud: WhatsAppCloudProvider.configured(settings).map { $0 }
        case .rbm: RBMProvider.configured(settings).map { $0 }
        case .awsSMS: AWSSMSProvider.configured(settings).map { $0 }
        case .awsSNS: SNSProvider.configured(settings).map { $0 }
        case .kannel: KannelProvider.configured(settings).map { $0 }
        case .smtp: SMTPProvider.configured(settings).map { $0 }
        }
    }
}
