import CountersignCore
import CountersignTemplates

extension TwilioProvider {
    /// Times that a message may wait in Twilio's queue, in seconds.
    static let validitySeconds = 1...36_000
    /// The same for WhatsApp, where the queue is shorter.
    static let whatsAppValiditySeconds = 1...14_400

    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        var form: [(name: String, value: String)] = [("To", address(dispatch.to))]
        switch (dispatch.rendered.from, sender) {
        case (let from?, _), (nil, .from(let from)): form.append(("From", address(from)))
        case (nil, .pool(let sid)): form.append(("MessagingServiceSid", sid))
        }
        if let contentSID {
            form.append(("ContentSid", contentSID))
            let variables = TwilioContentVariables(dispatch.rendered)
            if let text = variables.text { form.append(("ContentVariables", text)) }
        } else {
            form.append(("Body", dispatch.rendered.text))
        }
        let validity =
            channel == .whatsapp
            ? TwilioProvider.whatsAppValiditySeconds : TwilioProvider.validitySeconds
        form.append(("ValidityPeriod", String(dispatch.secondsLeft(within: validity))))
        form.append(
            ("StatusCallback", MessageCallback.url(callbackURL, for: dispatch.message.id))
        )
        return OutboundRequest(
            url: "\(baseURL)/2010-04-01/Accounts/\(accountSID)/Messages.json",
            headers: [
                ("Authorization", credentials.authorization),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: Array(PercentEncoding.form(form).utf8)
        )
    }

    /// A number or sender as the channel's prefix marks it.
    ///
    /// The prefix of RCS also keeps Twilio from falling back to SMS: that is the route's business.
    private func address(_ text: String) -> String {
        switch channel {
        case .whatsapp, .rcs:
            let prefix = channel.rawValue + ":"
            return text.utf8.starts(with: prefix.utf8) ? text : prefix + text
        case .sms, .email, .push: return text
        }
    }
}
