import CountersignCheckout
import CountersignCore

extension API {
    /// `GET /v1/events`: every event again, oldest first, in pages.
    func getEvents(_ call: Call, by caller: Caller) async -> HTTPResponse {
        var faults = Faults()
        let query = QueryReader(call.request.query, knowing: ["after", "limit"], &faults)
        let after = query.integer("after", in: 0...Int.max, &faults) ?? 0
        let limit = query.integer("limit", in: API.pageBounds, &faults) ?? API.pageDefault
        guard faults.isEmpty else { return Problem.invalid(faults).response(trace: call.trace) }
        let found = await dependencies.checkout.events(
            by: caller,
            after: Int64(after),
            limit: limit
        )
        switch found {
        case .failure(let refusal): return response(refusal, to: call)
        case .success(let events):
            var json = JSONWriter(capacity: 64 + events.count * 512)
            json.beginObject()
            json.name("events")
            json.beginArray()
            for event in events { API.write(event, to: &json) }
            json.endArray()
            if events.count >= limit, let last = events.last {
                json.member("next", last.sequence)
            }
            json.endObject()
            return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
        }
    }

    private static func write(_ event: EventRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.member("id", event.id.text)
        json.member("type", event.type.rawValue)
        json.member("timestamp", event.at.rfc3339)
        json.member("sequence", event.sequence)
        json.name("data")
        json.raw(event.data)
        json.endObject()
    }
}
