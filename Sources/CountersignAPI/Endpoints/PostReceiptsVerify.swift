import CountersignCore

extension API {
    /// `POST /v1/receipts/verify`: a 2xx only for a receipt of this service.
    func postReceiptsVerify(_ call: Call) -> HTTPResponse {
        guard let verify = dependencies.receiptPayload else {
            preconditionFailure("A call that is not served is not routed.")
        }
        let read = read(call) { ReceiptBody.payload($0, &$1, verify: verify) }
        switch read {
        case .failure(let refused): return refused.problem.response(trace: call.trace)
        case .success(let payload):
            var json = JSONWriter(capacity: 1_024)
            json.beginObject()
            json.member("valid", true)
            json.member("receipt", payload)
            json.endObject()
            return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
        }
    }
}
