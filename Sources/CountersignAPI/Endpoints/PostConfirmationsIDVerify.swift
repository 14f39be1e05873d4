import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/confirmations/{id}/verify`: checks a code against its payment.
    ///
    /// Only an approval is a 2xx.
    func postConfirmationsIDVerify(_ call: Call, by caller: Caller) async -> HTTPResponse {
        await change(
            call,
            by: caller,
            .approved,
            reading: { VerifyBody.read($0, &$1, nfc: dependencies.nfc) },
            { id, presentation, claim in
                await dependencies.checkout.verify(id, presentation, by: caller, claim: claim)
            }
        )
    }
}
