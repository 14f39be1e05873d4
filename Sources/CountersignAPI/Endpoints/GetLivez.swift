import CountersignCore

extension API {
    /// `GET /livez`: the process answers.
    func getLivez() -> HTTPResponse {
        var json = JSONWriter(capacity: 64)
        json.beginObject()
        json.member("status", "alive")
        json.member("version", dependencies.version)
        json.endObject()
        return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
    }
}
