import CountersignCore
import CountersignTemplates

extension RBMProvider {
    /// The longest time to live in seconds: 15 days.
    private static let ttlSecondsMax = 15 * 86_400

    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        let content = dispatch.rendered.content.flatMap { try? JSONReader.read($0) }
        var json = JSONWriter(capacity: 2_048)
        json.beginObject()
        json.member(
            "messageTrafficType",
            content?["messageTrafficType"]?.string ?? trafficType.rawValue
        )
        json.member("ttl", "\(min(max(dispatch.secondsLeft, 1), RBMProvider.ttlSecondsMax))s")
        json.name("contentMessage")
        if let message = content?["contentMessage"] {
            json.value(message)
        } else {
            json.beginObject()
            json.member("text", dispatch.rendered.text)
            json.endObject()
        }
        json.endObject()
        let query = PercentEncoding.form([
            ("messageId", MessageUUID.text(of: dispatch.message.id)), ("agentId", agentID),
        ])
        return OutboundRequest(
            url: url(of: dispatch.to, "/agentMessages?" + query),
            authorization: authorization(dispatch.accessToken),
            json: json
        )
    }

    func capabilityRequest(for dispatch: Dispatch) -> OutboundRequest {
        let query = PercentEncoding.form([
            ("requestId", MessageUUID.text(of: dispatch.message.id)), ("agentId", agentID),
        ])
        return OutboundRequest(
            method: "GET",
            url: url(of: dispatch.to, "/capabilities?" + query),
            authorization: authorization(dispatch.accessToken)
        )
    }

    func outboundRequest(for revocation: Revocation) -> OutboundRequest {
        let id = MessageUUID.text(of: revocation.message.id)
        let query = PercentEncoding.form([("agentId", agentID)])
        return OutboundRequest(
            method: "DELETE",
            url: url(of: revocation.to, "/agentMessages/\(id)?" + query),
            authorization: authorization(revocation.accessToken)
        )
    }

    private func url(of phone: String, _ rest: String) -> String {
        baseURL + "/v1/phones/" + PercentEncoding.encode(phone) + rest
    }

    private func authorization(_ token: AccessToken?) -> String? {
        token.map { "Bearer " + $0.value }
    }
}
