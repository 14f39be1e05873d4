import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/policy/check`: everything that is wrong with a text; changes nothing.
    func postPolicyCheck(_ call: Call, by caller: Caller) async -> HTTPResponse {
        switch read(call, { PolicyBodies.text($0, takesNote: false, &$1) }) {
        case .failure(let refused): return refused.problem.response(trace: call.trace)
        case .success(let body):
            let review = await policyDesk.review(body.text, for: caller.merchant.id)
            return HTTPResponse(
                status: 200,
                headers: HeaderFields.json,
                body: PolicyJSON.bytes(of: review)
            )
        }
    }
}
