import CountersignCore
import CountersignTemplates

extension SNSProvider {
    /// The request that hands a message over; the transport signs it.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        var form: [(name: String, value: String)] = [
            ("Action", "Publish"),
            ("Version", "2010-03-31"),
            ("PhoneNumber", dispatch.to),
            ("Message", dispatch.rendered.text),
        ]
        for (place, attribute) in attributes(of: dispatch).enumerated() {
            let entry = "MessageAttributes.entry.\(place + 1)"
            form += [
                (entry + ".Name", attribute.name),
                (entry + ".Value.DataType", "String"),
                (entry + ".Value.StringValue", attribute.value),
            ]
        }
        return account.request(
            to: "sns",
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
            body: Array(PercentEncoding.form(form).utf8)
        )
    }

    /// The brand's own sender goes before the configured one, where the service can take it.
    private func attributes(of dispatch: Dispatch) -> [(name: String, value: String)] {
        var attributes = [(name: "AWS.SNS.SMS.SMSType", value: "Transactional")]
        let from = dispatch.rendered.from
        if let name = from.flatMap({ SNSProvider.isSenderID($0) ? $0 : nil }) ?? senderID {
            attributes.append(("AWS.SNS.SMS.SenderID", name))
        }
        if let number = from.flatMap({ SNSProvider.isNumber($0) ? $0 : nil }) ?? originationNumber {
            attributes.append(("AWS.MM.SMS.OriginationNumber", number))
        }
        return attributes
    }
}
