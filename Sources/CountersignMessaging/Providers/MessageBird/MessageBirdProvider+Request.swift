import CountersignCore
import CountersignTemplates

extension MessageBirdProvider {
    /// Times to live in seconds; no upper bound is documented, so a day has to do.
    static let validitySeconds = 1...86_400

    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        var json = JSONWriter(capacity: 768)
        json.beginObject()
        json.member("originator", dispatch.sender(standard: from))
        json.name("recipients")
        json.beginArray()
        json.value(dispatch.toDigits)
        json.endArray()
        json.member("body", dispatch.rendered.text)
        // Without a reference there are no reports at all.
        json.member("reference", dispatch.message.id.text)
        let validity = dispatch.secondsLeft(within: MessageBirdProvider.validitySeconds)
        json.member("validity", validity)
        // `plain` would drop what the GSM alphabet does not have.
        json.member("datacoding", "auto")
        json.member("reportUrl", callbackURL)
        json.endObject()
        return OutboundRequest(
            url: baseURL + "/messages",
            authorization: "AccessKey " + accessKey.text,
            json: json
        )
    }
}
