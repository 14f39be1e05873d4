import CountersignCore
import CountersignTemplates

extension SMTPProvider {
    /// The mail that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        let content = dispatch.rendered.content.flatMap { try? JSONReader.read($0) }
        let mail = MailText(
            from: from,
            fromName: dispatch.rendered.from ?? fromName,
            to: MailAddress(dispatch.to),
            subject: content?["subject"]?.string ?? SMTPProvider.usualSubject,
            text: dispatch.rendered.text,
            html: content?["html"]?.string,
            id: dispatch.message.id.text,
            date: dispatch.now
        )
        return OutboundRequest(
            url: server.transferURL,
            body: mail.bytes,
            mail: MailEnvelope(
                sender: bounce.text(for: dispatch.message.id),
                recipient: dispatch.to,
                user: server.user,
                password: server.password?.text
            )
        )
    }
}
