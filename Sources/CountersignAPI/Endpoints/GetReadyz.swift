import CountersignCore

extension API {
    /// `GET /readyz`: whether everything that the service depends on is usable; 503 when it is not.
    func getReadyz() async -> HTTPResponse {
        let checks = await dependencies.readiness()
        let isReady = checks.allSatisfy(\.ok)
        var json = JSONWriter()
        json.beginObject()
        json.member("status", isReady ? "ready" : "not_ready")
        json.name("checks")
        json.beginArray()
        for check in checks {
            json.beginObject()
            json.member("name", check.name)
            json.member("ok", check.ok)
            if let detail = check.detail { json.member("detail", detail) }
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return HTTPResponse(
            status: isReady ? 200 : 503,
            headers: HeaderFields.json,
            body: json.bytes
        )
    }
}
