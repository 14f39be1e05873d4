import CountersignCheckout
import CountersignCore

extension API {
    /// `PUT /v1/policy`: puts a text in force, if nobody else has changed it since it was read.
    func putPolicy(_ call: Call, by caller: Caller) async -> HTTPResponse {
        guard caller.mode == .live else {
            let detail =
                "A test key can't change the policy that live payments are decided by; use a live key, or check the text with POST /v1/policy/check."
            return Problem(.forbidden, detail).response(trace: call.trace)
        }
        let read = read(call) { PolicyBodies.text($0, takesNote: true, &$1) }
        let body: (text: String, note: String?)
        switch read {
        case .success(let value): body = value
        case .failure(let refused): return refused.problem.response(trace: call.trace)
        }
        guard let header = call.request.headers["if-match"] else {
            let detail =
                "Send the ETag of the version that you have changed as If-Match; GET /v1/policy gives it."
            return Problem(.ifMatchMissing, detail).response(trace: call.trace)
        }
        guard let tags = EntityTags(header) else {
            return Problem.unreadable(
                "The header If-Match is no entity tag; send the ETag of GET /v1/policy with its quotes."
            ).response(trace: call.trace)
        }
        let replaced = await policyDesk.replace(
            body.text,
            note: body.note,
            of: caller.merchant.id,
            ifMatch: { tags.match($0.entityTag) }
        )
        switch replaced {
        case .success(let policy): return response(policy)
        case .failure(let refusal): return response(refusal, to: call)
        }
    }
}
