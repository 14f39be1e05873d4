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
    /// False: our id stands in the address that bounces come to.
    public let reportsByReference = false
    /// None: a bounce is proved by the address that it was sent to.
    public let callbackHeaders: [String] = []
    /// Each hand-over at once is a connection, and servers take a few dozen from one address.
    public let usualLimits = ProviderLimits(concurrentMax: 20)

    let server: SMTPServer
    let from: MailAddress
    let fromName: String?
    let bounce: BounceAddress

    /// Authenticates and reads a bounce: the whole mail, as the operator's mail server hands it on.
    /// - Throws: ``CallbackFault``, the first that applies; every mail is forged where there is no
    ///   secret.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        guard callback.method == "POST" else { throw .forged }
        let mail = MailFields(callback.body)
        guard let message = bounce.message(provedBy: mail) else { throw .forged }
        return CallbackContent(reports: [try SMTPReceipt.report(of: message, in: mail)])
    }

    /// Makes a provider from its object of the configuration, or says all that is wrong there.
    public static func configured(
        _ settings: ProviderSettings
    ) -> Result<SMTPProvider, ProviderSettingsFaults> {
        var reader = ProviderSettingsReader()
        reader.refuseUnknown(
            settings.members.object ?? [],
            known: ["kind", "channel"] + ProviderSettingsReader.smtpServerSettings
                + ["from", "from_name", "bounce", "callback_secret"],
            at: ""
        )
        _ = reader.channel(in: settings, among: [.email])
        let from = reader.requiredText("from", in: settings, example: "pay@example.com")
            .flatMap { reader.mailAddress($0, at: "/from") }
        let fromName = reader.text(settings.members["from_name"], at: "/from_name")
        let bounce = reader.bounceAddress(in: settings, from: from)
        let server = reader.smtpServer(in: settings, domain: from?.domain)
        guard let server, let from, let bounce else { return reader.finished(SMTPProvider?.none) }
        return reader.finished(
            SMTPProvider(
                name: settings.name,
                server: server,
                from: from,
                fromName: fromName,
                bounce: bounce
            )
        )
    }
}

extension ProviderSettingsReader {
    /// An address that is safe in commands and header fields.
    mutating func mailAddress(_ text: String, at pointer: String) -> MailAddress? {
        if let address = MailAddress(text) { return address }
        fault(pointer, "an address belongs here, such as \"pay@example.com\"")
        return nil
    }
}
