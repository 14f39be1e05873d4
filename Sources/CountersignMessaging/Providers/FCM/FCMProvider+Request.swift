import CountersignCore

extension FCMProvider {
    /// Times to live in seconds: from now or never to four weeks.
    static let lifeSeconds = 0...2_419_200

    func outboundRequest(for dispatch: Dispatch) -> OutboundRequest {
        let notice = PushNotice(dispatch)
        var json = JSONWriter(capacity: 768)
        json.beginObject()
        json.name("message")
        json.beginObject()
        let (kind, device) = device(dispatch.to)
        json.member(kind.rawValue, device)
        json.name("data")
        json.beginObject()
        json.member("type", PushNotice.type)
        json.member("id", notice.confirmation.text)
        json.endObject()
        if let alert = notice.alert {
            json.name("notification")
            json.beginObject()
            json.members(of: alert)
            json.endObject()
        }
        writeAndroid(notice, dispatch, to: &json)
        writeApple(notice, dispatch, to: &json)
        json.endObject()
        json.endObject()
        return OutboundRequest(
            url: "\(baseURL)/v1/projects/\(PercentEncoding.encode(project))/messages:send",
            authorization: dispatch.accessToken.map { "Bearer " + $0.value },
            json: json
        )
    }

    private func writeAndroid(
        _ notice: PushNotice,
        _ dispatch: Dispatch,
        to json: inout JSONWriter
    ) {
        json.name("android")
        json.beginObject()
        json.member("priority", "HIGH")
        json.member("ttl", "\(dispatch.secondsLeft(within: FCMProvider.lifeSeconds))s")
        json.member("collapseKey", notice.confirmation.text)
        if notice.alert != nil {
            json.name("notification")
            json.beginObject()
            json.member("tag", notice.confirmation.text)
            json.member("visibility", "PRIVATE")
            json.endObject()
        }
        json.endObject()
    }

    private func writeApple(
        _ notice: PushNotice,
        _ dispatch: Dispatch,
        to json: inout JSONWriter
    ) {
        json.name("apns")
        json.beginObject()
        json.name("headers")
        json.beginObject()
        json.member("apns-expiration", String(dispatch.expiresAt.seconds))
        json.member("apns-collapse-id", notice.confirmation.text)
        json.endObject()
        json.endObject()
    }

    /// A destination may say itself what it is, since a device's kind can change with its app.
    private func device(_ destination: String) -> (Target, String) {
        for kind in Target.allCases where destination.utf8.starts(with: "\(kind.rawValue):".utf8) {
            return (kind, String(destination.dropFirst(kind.rawValue.count + 1)))
        }
        return (target, destination)
    }
}
