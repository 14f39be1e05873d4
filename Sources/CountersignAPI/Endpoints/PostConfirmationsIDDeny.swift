import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/confirmations/{id}/deny`: "this was not me", from the merchant's support desk.
    func postConfirmationsIDDeny(_ call: Call, by caller: Caller) async -> HTTPResponse {
        await change(
            call,
            by: caller,
            .changed,
            bodyIsOptional: true,
            reading: { EmptyBody.read($0, &$1) },
            { id, _, claim in
                await dependencies.checkout.deny(id, by: caller, claim: claim)
            }
        )
    }
}
