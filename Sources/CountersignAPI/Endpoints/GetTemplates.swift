import CountersignCheckout
import CountersignCore

extension API {
    /// `GET /v1/templates`: the templates of the merchant's brand, and what it lacks.
    func getTemplates(_ call: Call, by caller: Caller) -> HTTPResponse {
        guard let desk = dependencies.templates else {
            preconditionFailure("An endpoint that is not served gets no call.")
        }
        var faults = Faults()
        _ = QueryReader(call.request.query, knowing: [], &faults)
        guard faults.isEmpty else { return Problem.invalid(faults).response(trace: call.trace) }
        var json = JSONWriter(capacity: 4_096)
        TemplateJSON.write(desk.list(brand: caller.merchant.brand), to: &json)
        return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
    }
}
