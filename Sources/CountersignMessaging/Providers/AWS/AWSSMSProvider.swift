public import CountersignCore

/// SMS by AWS End User Messaging, `SendTextMessage`; delivery events come through an SNS topic.
///
/// Source: botocore service model `pinpoint-sms-voice-v2`, 2022-03-31.
public struct AWSSMSProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel = Channel.sms
    /// False: a message that is handed over twice is sent twice.
    public let hasIdempotencyHandle = false
    /// False: events echo our id, which goes along as their context.
    public let reportsByReference = false
    /// None: a notification's signature stands in its body.
    public let callbackHeaders: [String] = []

    let account: AWSAccount
    let originationIdentity: String?
    let configurationSet: String?
    let events: SNSTopic?

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<AWSSMSProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        let members = settings.members
        let account = reader.awsAccount(
            in: settings,
            host: "sms-voice",
            others: ["origination_identity", "configuration_set", "topic_arn", "accept_sha1"]
        )
        let originationIdentity = reader.text(
            members["origination_identity"],
            at: "/origination_identity"
        )
        let configurationSet = reader.text(members["configuration_set"], at: "/configuration_set")
        let events = reader.snsTopic(in: settings)
        return reader.finished(
            account.map { account in
                AWSSMSProvider(
                    name: settings.name,
                    account: account,
                    originationIdentity: originationIdentity,
                    configurationSet: configurationSet,
                    events: events
                )
            }
        )
    }
}
