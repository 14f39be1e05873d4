public import CountersignCore

/// SMS by Amazon SNS, `Publish` to a phone number.
///
/// It has no time to live, no client reference and no delivery reports; ``AWSSMSProvider`` has them.
/// Source: botocore service model `sns`, 2010-03-31.
public struct SNSProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel = Channel.sms
    /// False: a message that is handed over twice is sent twice.
    public let hasIdempotencyHandle = false
    /// False: there are no reports.
    public let reportsByReference = false
    /// None: nothing is ever received.
    public let callbackHeaders: [String] = []

    let account: AWSAccount
    let senderID: String?
    let originationNumber: String?

    /// Nothing is ever received: the service tells only its own log.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        throw .forged
    }

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<SNSProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        let members = settings.members
        let account = reader.awsAccount(
            in: settings,
            host: "sns",
            others: ["sender_id", "origination_number"]
        )
        let senderID = reader.text(members["sender_id"], at: "/sender_id")
        if let senderID, !isSenderID(senderID) {
            reader.fault(
                "/sender_id",
                "1 to 11 letters, digits and hyphens with at least one letter belong here"
            )
        }
        let number = reader.text(members["origination_number"], at: "/origination_number")
        if let number, !isNumber(number) {
            reader.fault("/origination_number", "a number belongs here, such as \"+447700900100\"")
        }
        return reader.finished(
            account.map { account in
                SNSProvider(
                    name: settings.name,
                    account: account,
                    senderID: senderID,
                    originationNumber: number
                )
            }
        )
    }

    static func isSenderID(_ text: String) -> Bool {
        (1...11).contains(text.utf8.count)
            && text.utf8.contains { (97...122).contains($0 | 0x20) }
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte | 0x20)
                    || byte == UInt8(ascii: "-")
            }
    }

    static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "+") ? text.utf8.dropFirst() : text.utf8[...]
        return (5...15).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
    }
}
