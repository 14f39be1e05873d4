import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/confirmations/{id}/resend`: the same code again, on another channel if wanted.
    func postConfirmationsIDResend(_ call: Call, by caller: Caller) async -> HTTPResponse {
        await change(
            call,
            by: caller,
            .changed,
            bodyIsOptional: true,
            reading: { body, faults -> Channel?? in .some(ResendBody.read(body, &faults)) },
            { id, channel, claim in
                await dependencies.checkout.resend(id, channel: channel, by: caller, claim: claim)
            }
        )
    }
}
