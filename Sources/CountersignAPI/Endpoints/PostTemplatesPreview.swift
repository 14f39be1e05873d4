import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/templates/preview`: what would be sent for a payment; nothing is.
    func postTemplatesPreview(_ call: Call, by caller: Caller) -> HTTPResponse {
        guard let desk = dependencies.templates else {
            preconditionFailure("An endpoint that is not served gets no call.")
        }
        let read = read(call) { json, faults in
            PreviewBody.read(
                json,
                &faults,
                merchant: caller.merchant.name,
                nfc: dependencies.nfc
            )
        }
        switch read {
        case .failure(let refused): return refused.problem.response(trace: call.trace)
        case .success(let wish):
            let previews = desk.previews(wish, brand: caller.merchant.brand)
            var json = JSONWriter(capacity: 1_024 + previews.count * 1_024)
            TemplateJSON.write(previews, to: &json)
            return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
        }
    }
}
