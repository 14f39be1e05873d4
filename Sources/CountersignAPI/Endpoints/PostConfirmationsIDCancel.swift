import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/confirmations/{id}/cancel`: the order was abandoned.
    func postConfirmationsIDCancel(_ call: Call, by caller: Caller) async -> HTTPResponse {
        await change(
            call,
            by: caller,
            .changed,
            bodyIsOptional: true,
            reading: { EmptyBody.read($0, &$1) },
            { id, _, claim in
                await dependencies.checkout.cancel(id, by: caller, claim: claim)
            }
        )
    }
}
