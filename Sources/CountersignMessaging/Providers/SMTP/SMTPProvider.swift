public import CountersignCore

/// Email over SMTP submission; libcurl carries it.
///
/// Source: RFC 5321, RFC 6409, RFC 8314 (TLS always; plain text to loopback addresses only).
public struct SMTPProvider: Provider {
    /// The subject where a message brings none; never the code, which lock screens would show.
    public static let usualSubject = "Payment to confirm"

    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel = Channel.email
    /// True: every attempt has the same Message-ID, by which mailboxes know a repeat.
    public let hasIdempotencyHandle = true
    /// False: there are no reports.
    public let reportsByReference = false
    /// None: nothing is ever received.
    public let callbackHeaders: [String] = []
    /// Each hand-over at once is a connection, and servers take a few dozen from one address.
    public let usualLimits = ProviderLimits(concurrentMax: 20)

    let server: SMTPServer
    let from: MailAddress
    let fromName: String?
    let bounce: MailAddress

    /// Nothing is ever received: bounces come as mail to the envelope's sender.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        throw .forged
    }

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<SMTPProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        reader.refuseUnknown(
            settings.members.object ?? [],
            known: ["kind", "channel"] + ProviderSettingsReader.smtpServerSettings
                + ["from", "from_name", "bounce"],
            at: ""
        )
        _ = reader.channel(in: settings, among: [.email])
        let from = reader.requiredText("from", in: settings, example: "pay@example.com")
            .flatMap { reader.mailAddress($0, at: "/from") }
        let fromName = reader.text(settings.members["from_name"], at: "/from_name")
        let bounce = reader.text(settings.members["bounce"], at: "/bounce")
            .flatMap { reader.mailAddress($0, at: "/bounce") }
        let server = reader.smtpServer(in: settings, domain: from?.domain)
        guard let server, let from else { return reader.finished(SMTPProvider?.none) }
        return reader.finished(
            SMTPProvider(
                name: settings.name,
                server: server,
                from: from,
                fromName: fromName,
                bounce: bounce ?? from
            )
        )
    }
}

extension ProviderSettingsReader {
    fileprivate mutating func mailAddress(_ text: String, at pointer: String) -> MailAddress? {
        if let address = MailAddress(text) { return address }
        fault(pointer, "an address belongs here, such as \"pay@example.com\"")
        return nil
    }
}
