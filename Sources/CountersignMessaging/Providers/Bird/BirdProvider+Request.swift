import CountersignCore
import CountersignTemplates

extension BirdProvider {
    /// The sender is the channel's own, and there is no time to live.
    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        var json = JSONWriter(capacity: 768)
        json.beginObject()
        json.name("receiver")
        json.beginObject()
        json.name("contacts")
        json.beginArray()
        json.beginObject()
        json.member("identifierValue", dispatch.to)
        json.endObject()
        json.endArray()
        json.endObject()
        json.name("body")
        json.beginObject()
        json.member("type", "text")
        json.name("text")
        json.beginObject()
        json.member("text", dispatch.rendered.text)
        json.endObject()
        json.endObject()
        json.endObject()
        let workspace = PercentEncoding.encode(workspaceID)
        let channel = PercentEncoding.encode(channelID)
        return OutboundRequest(
            url: "\(baseURL)/workspaces/\(workspace)/channels/\(channel)/messages",
            authorization: "AccessKey " + accessKey.text,
            json: json
        )
    }
}
