import CountersignCore

extension APNsProvider {
    /// Longest time that a notice is kept, in seconds.
    static let keptSecondsMax = 30 * 86_400

    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        let notice = PushNotice(dispatch)
        let isShown = notice.alert != nil
        let kept = min(
            dispatch.expiresAt,
            dispatch.now.advanced(bySeconds: APNsProvider.keptSecondsMax)
        )
        var headers: [(name: String, value: String)] = []
        if let token = dispatch.accessToken {
            headers.append(("authorization", "bearer " + token.value))
        }
        headers += [
            ("apns-topic", topic),
            ("apns-push-type", isShown ? "alert" : "background"),
            // A background notice may have no other priority.
            ("apns-priority", isShown ? "10" : "5"),
            ("apns-expiration", String(kept.seconds)),
            ("apns-id", MessageUUID.text(of: dispatch.message.id)),
            ("apns-collapse-id", notice.confirmation.text),
            ("content-type", "application/json"),
        ]
        return OutboundRequest(
            url: "\(baseURL)/3/device/\(PercentEncoding.encode(dispatch.to))",
            headers: headers,
            body: APNsProvider.body(notice)
        )
    }

    private static func body(_ notice: PushNotice) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.name("aps")
        json.beginObject()
        if let alert = notice.alert {
            json.name("alert")
            json.beginObject()
            json.members(of: alert)
            json.endObject()
            json.member("sound", "default")
            json.member("interruption-level", "time-sensitive")
            json.member("mutable-content", 1)
        } else {
            json.member("content-available", 1)
        }
        json.endObject()
        json.member("type", PushNotice.type)
        json.member("id", notice.confirmation.text)
        json.endObject()
        return json.bytes
    }
}
