import CountersignCore
import CountersignTemplates

extension SinchProvider {
    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        var json = JSONWriter(capacity: 768)
        json.beginObject()
        json.member("from", dispatch.sender(standard: from))
        json.name("to")
        json.beginArray()
        json.value(dispatch.toDigits)
        json.endArray()
        json.member("body", dispatch.rendered.text)
        json.member("type", "mt_text")
        json.member("delivery_report", "per_recipient")
        json.member("expire_at", dispatch.expiresAt.rfc3339)
        json.member("callback_url", callbackSecret.url(callbackURL))
        json.member("client_reference", dispatch.message.id.text)
        json.endObject()
        return OutboundRequest(url: batchesURL, authorization: "Bearer " + token.text, json: json)
    }

    func outboundRequest(for revocation: Revocation) -> OutboundRequest? {
        guard let reference = revocation.message.providerReference else { return nil }
        return OutboundRequest(
            method: "DELETE",
            url: batchesURL + "/" + PercentEncoding.encode(reference),
            authorization: "Bearer " + token.text
        )
    }
}
