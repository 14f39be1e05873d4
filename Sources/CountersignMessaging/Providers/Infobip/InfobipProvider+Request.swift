import CountersignCore
import CountersignTemplates

extension InfobipProvider {
    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        var json = JSONWriter(capacity: 1_024)
        json.beginObject()
        json.name("messages")
        json.beginArray()
        json.beginObject()
        switch channel {
        case .rcs: writeRCS(dispatch, to: &json)
        case .whatsapp: writeWhatsApp(dispatch, to: &json)
        case .sms, .email, .push: writeSMS(dispatch, to: &json)
        }
        json.endObject()
        json.endArray()
        json.endObject()
        return OutboundRequest(
            url: baseURL + path,
            authorization: "App " + key.text,
            json: json
        )
    }

    private var path: String {
        switch channel {
        case .rcs: "/rcs/2/messages"
        case .whatsapp: "/whatsapp/1/message/template"
        case .sms, .email, .push: "/sms/3/messages"
        }
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

    private func writeWhatsApp(_ dispatch: Dispatch, to json: inout JSONWriter) {
        json.member("from", dispatch.sender(standard: from))
        json.member("to", dispatch.toDigits)
        json.member("messageId", dispatch.message.id.text)
        json.name("content")
        InfobipTemplate(dispatch.rendered).write(to: &json)
        json.member("callbackData", dispatch.message.id.text)
        if let reportURL { json.member("notifyUrl", reportURL) }
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
