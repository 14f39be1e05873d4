import CountersignCore
import CountersignTemplates

extension PlivoProvider {
    /// Times to live in seconds.
    static let expirySeconds = 5...10_800

    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        var json = JSONWriter(capacity: 768)
        json.beginObject()
        switch (dispatch.rendered.from, sender) {
        case (let from?, _), (nil, .from(let from)):
            json.member("src", ProviderWord.digits(from) ?? from)
        case (nil, .pool(let uuid)): json.member("powerpack_uuid", uuid)
        }
        json.member("dst", dispatch.toDigits)
        json.member("type", channel.rawValue)
        writeContent(of: dispatch.rendered, to: &json)
        json.member("url", MessageCallback.url(callbackURL, for: dispatch.message.id))
        json.member("method", "POST")
        let expiry = dispatch.secondsLeft(within: PlivoProvider.expirySeconds)
        json.member("message_expiry", expiry)
        // Neither the code nor the number is kept there.
        json.member("log", "false")
        json.endObject()
        return OutboundRequest(
            url: "\(baseURL)/v1/Account/\(PercentEncoding.encode(accountID))/Message/",
            authorization: credentials.authorization,
            json: json
        )
    }

    /// A template or buttons of the Cloud API's form; free text otherwise.
    private func writeContent(of rendered: RenderedMessage, to json: inout JSONWriter) {
        let content =
            channel == .whatsapp ? rendered.content.flatMap { try? JSONReader.read($0) } : nil
        if let template = content?["template"], let name = template["name"]?.string {
            json.name("template")
            json.beginObject()
            json.member("name", name)
            json.member("language", template["language"]?["code"]?.string ?? "")
            json.member("components", template["components"] ?? .array([]))
            json.endObject()
        } else if let interactive = content?["interactive"] {
            json.member("interactive", interactive)
        } else {
            json.member("text", rendered.text)
        }
    }
}
