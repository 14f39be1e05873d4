import CountersignCheckout
import CountersignCore

extension API {
    /// Entries of one page of a list.
    static let pageBounds = 1...100
    /// Entries of one page of a list, when the request names no limit.
    static let pageDefault = 20

    /// `GET /v1/confirmations`: newest first, in pages.
    func getConfirmations(_ call: Call, by caller: Caller) async -> HTTPResponse {
        var faults = Faults()
        let query = confirmationQuery(of: call, by: caller, &faults)
        guard faults.isEmpty else { return Problem.invalid(faults).response(trace: call.trace) }
        switch await dependencies.checkout.list(query) {
        case .failure(let refusal): return response(refusal, to: call)
        case .success(let views):
            var json = JSONWriter(capacity: 64 + views.count * 1_024)
            json.beginObject()
            json.name("confirmations")
            json.beginArray()
            for view in views { ConfirmationJSON.write(view, to: &json) }
            json.endArray()
            // A full page may be the last one; the next is then empty.
            if views.count >= query.limit, let last = views.last {
                json.member("next", last.confirmation.id.text)
            }
            json.endObject()
            return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
        }
    }

    private func confirmationQuery(
        of call: Call,
        by caller: Caller,
        _ faults: inout Faults
    ) -> ConfirmationQuery {
        let query = QueryReader(
            call.request.query,
            knowing: ["status", "reference", "after", "limit"],
            &faults
        )
        var status: ConfirmationStatus?
        if let word = query.text("status") {
            status = Members.choice(of: word)
            if status == nil {
                faults.add(
                    .parameter("status"),
                    Members.unknownWord(word, of: ConfirmationStatus.self)
                )
            }
        }
        let reference = query.text("reference")
        if let reference, let fault = Members.fault(ofWord: reference) {
            faults.add(.parameter("reference"), fault)
        }
        var after: ConfirmationID?
        if let text = query.text("after") {
            after = ConfirmationID(text)
            if after == nil {
                faults.add(
                    .parameter("after"),
                    "this is no confirmation's id; write the value of 'next' of the page before"
                )
            }
        }
        let limit = query.integer("limit", in: API.pageBounds, &faults) ?? API.pageDefault
        return ConfirmationQuery(
            merchant: caller.merchant.id,
            mode: caller.mode,
            status: status,
            reference: reference,
            after: after,
            limit: limit
        )
    }
}
