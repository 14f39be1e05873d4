import CountersignCore
import CountersignTemplates

extension InfobipProvider {
    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        switch channel {
        case .whatsapp:
            whatsAppRequest(
                WhatsAppContent(dispatch.rendered).message,
                reference: dispatch.message.id.text,
                for: dispatch
            )
        case .rcs: request(path: "/rcs/2/messages") { writeRCS(dispatch, to: &$0) }
        case .sms, .email, .push:
            request(path: "/sms/3/messages") { writeSMS(dispatch, to: &$0) }
        }
    }

    func whatsAppRequest(
        _ members: [JSONMember],
        reference: String,
        for dispatch: Dispatch
    ) -> OutboundRequest {
        request(path: "/whatsapp/1/message/template") { json in
            json.member("from", dispatch.sender(standard: from))
            json.member("to", dispatch.toDigits)
            json.member("messageId", reference)
            json.name("content")
            InfobipTemplate(members).write(to: &json)
            json.member("callbackData", reference)
            if let reportURL { json.member("notifyUrl", reportURL) }
        }
    }

    /// A request with one message.
    private func request(
        path: String,
        _ writeMessage: (inout JSONWriter) -> Void
    ) -> OutboundRequest {
        var json = JSONWriter(capacity: 1_024)
        json.beginObject()
        json.name("messages")
        json.beginArray()
        json.beginObject()
        writeMessage(&json)
        json.endObject()
        json.endArray()
        json.endObject()
        return OutboundRequest(
            url: baseURL + path,
            authorization: "App " + key.text,
            json: json
        )
    }

    private func writeSMS(_ dispatch: Dispatch, to json: inout JSONWriter) {
        writeAddresses(dispatch, to: &json)
        json.name("content")
        json.beginObject()
        json.member("text", dispatch.rendered.text)
        json.endObject()
        writeOptions(dispatch, to: &json)
        writeWebhooks(dispatch, isSeenReported: false, to: &json)
    }

    private func writeRCS(_ dispatch: Dispatch, to json: inout JSONWriter) {
        writeAddresses(dispatch, to: &json)
        json.name("content")
        InfobipRichContent(dispatch.rendered).write(to: &json)
        writeOptions(dispatch, to: &json)
        writeWebhooks(dispatch, isSeenReported: true, to: &json)
    }

    private func writeAddresses(_ dispatch: Dispatch, to json: inout JSONWriter) {
        json.member("sender", dispatch.sender(standard: from))
        json.name("destinations")
        json.beginArray()
        json.beginObject()
        json.member("to", dispatch.toDigits)
        json.member("messageId", dispatch.message.id.text)
        json.endObject()
        json.endArray()
    }

    private func writeOptions(_ dispatch: Dispatch, to json: inout JSONWriter) {
        json.name("options")
        json.beginObject()
        json.name("validityPeriod")
        json.beginObject()
        json.member("amount", max(1, dispatch.secondsLeft))
        // The unit's default is minutes.
        json.member("timeUnit", "SECONDS")
        json.endObject()
        json.endObject()
    }

    private func writeWebhooks(
        _ dispatch: Dispatch,
        isSeenReported: Bool,
        to json: inout JSONWriter
    ) {
        json.name("webhooks")
        json.beginObject()
        if let reportURL {
            json.name("delivery")
            json.beginObject()
            json.member("url", reportURL)
            if !isSeenReported { json.member("intermediateReport", true) }
            json.endObject()
            if isSeenReported {
                json.name("seen")
                json.beginObject()
                json.member("url", reportURL)
                json.endObject()
            } else {
                json.member("contentType", "application/json")
            }
        }
        json.member("callbackData", dispatch.message.id.text)
        json.endObject()
    }
}
