import CountersignCore
import CountersignTemplates

extension WebhookProvider {
    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        let values = PlaceholderValues(
            dispatch: dispatch,
            from: dispatch.rendered.from ?? mapping.from,
            secret: secret
        )
        let body = body(of: dispatch, values)
        var headers = mapping.headers.map { field in
            (name: field.name, value: field.value.text(values, PlaceholderText.inHeader))
        }
        if let type = mapping.contentType { headers.append(("Content-Type", type)) }
        if let webhooks {
            headers += webhooks.headers(id: dispatch.message.id.text, at: dispatch.now, body: body)
        }
        return OutboundRequest(
            method: mapping.method.rawValue,
            url: mapping.url.text(values, PercentEncoding.encode),
            headers: headers,
            body: body,
            timeoutMillisecondsMax: mapping.timeoutSeconds * 1_000
        )
    }

    private func body(of dispatch: Dispatch, _ values: PlaceholderValues) -> [UInt8] {
        switch mapping.body {
        case .none: return []
        case .standard: return WebhookProvider.standardBody(of: dispatch, from: values.text(.from))
        case .json(let template):
            var json = JSONWriter()
            template.write(to: &json, values)
            return json.bytes
        case .form(let fields):
            let pairs = fields.compactMap { field -> String? in
                if let only = field.value.only, values.text(only) == nil { return nil }
                return PercentEncoding.encode(field.name) + "="
                    + PercentEncoding.encode(field.value.text(values, PlaceholderText.plain))
            }
            return Array(pairs.joined(separator: "&").utf8)
        }
    }

    /// The body of cli.md: every gateway that is written for Countersign reads this one.
    private static func standardBody(of dispatch: Dispatch, from: String?) -> [UInt8] {
        var json = JSONWriter(capacity: 768)
        json.beginObject()
        json.member("type", "message.send")
        json.member("timestamp", dispatch.now.rfc3339)
        json.name("data")
        json.beginObject()
        json.member("message_id", dispatch.message.id.text)
        json.member("confirmation_id", dispatch.message.confirmation.text)
        json.member("channel", dispatch.message.channel.rawValue)
        json.member("to", dispatch.to)
        if let platform = dispatch.platform { json.member("platform", platform.rawValue) }
        if let from { json.member("from", from) }
        json.member("text", dispatch.rendered.text)
        if let content = dispatch.rendered.content {
            json.name("content")
            json.raw(content)
        }
        json.member("expires_at", dispatch.expiresAt.rfc3339)
        json.member("ttl_seconds", dispatch.now.secondsUntil(dispatch.expiresAt))
        json.endObject()
        json.endObject()
        return json.bytes
    }
}
