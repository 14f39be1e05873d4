import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/confirmations/{id}/amend`: another amount or payee, and so another code.
    func postConfirmationsIDAmend(_ call: Call, by caller: Caller) async -> HTTPResponse {
        await change(
            call,
            by: caller,
            .changed,
            reading: { AmendBody.read($0, &$1, nfc: dependencies.nfc) },
            { id, amended, claim in
                await dependencies.checkout.amend(
                    id,
                    amount: amended.amount,
                    payee: amended.payee,
                    by: caller,
                    claim: claim
                )
            }
        )
    }
}
