import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/confirmations`: decides by policy and, if it says confirm, sends the code.
    func postConfirmations(_ call: Call, by caller: Caller) async -> HTTPResponse {
        guard call.request.headers["idempotency-key"] != nil else {
            return Problem(
                .idempotencyKeyMissing,
                "Send an Idempotency-Key header with a fresh random value, e.g. a UUID, so that a repeated request makes no second confirmation."
            ).response(trace: call.trace)
        }
        let read = read(call) { body, faults in
            CreateBody.read(body, &faults, nfc: self.dependencies.nfc)
        }
        switch read {
        case .failure(let refused): return refused.problem.response(trace: call.trace)
        case .success(let request):
            return await answerOnce(call, by: caller, .created) { claim in
                await dependencies.checkout.confirm(request, by: caller, claim: claim)
            }
        }
    }
}
