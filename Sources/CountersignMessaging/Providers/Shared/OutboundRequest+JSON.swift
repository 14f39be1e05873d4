import CountersignCore

extension OutboundRequest {
    /// A request with a JSON body, or none, to an interface that answers in JSON.
    init(
        method: String = "POST",
        url: String,
        authorization: String?,
        json: JSONWriter? = nil
    ) {
        var headers: [(name: String, value: String)] = []
        if let authorization { headers.append(("Authorization", authorization)) }
        if json != nil { headers.append(("Content-Type", "application/json")) }
        headers.append(("Accept", "application/json"))
        self.init(method: method, url: url, headers: headers, body: json?.bytes ?? [])
    }
}
