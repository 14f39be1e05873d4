import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignPolicy
import Foundation

/// A payment that a command puts to a policy.
enum PolicyPayment {
    /// Reads a payment in the form of the body of `POST /v1/confirmations`.
    static func read(
        _ json: JSONValue
    ) -> Result<ConfirmationRequest, PaymentDocument.Faults> {
        PaymentDocument.read(json) { $0.precomposedStringWithCanonicalMapping }
    }

    /// What a policy looks at when it is asked at a moment.
    /// - Parameter payee: the merchant's name, where the payment names no payee.
    static func facts(
        _ request: ConfirmationRequest,
        for policy: Policy,
        at moment: Instant,
        payee: Payee? = nil
    ) -> PaymentFacts {
        let offset = policy.timeZone.map { TimeZoneOffset.seconds(in: $0, at: moment) } ?? 0
        guard let payee = payee ?? (try? Payee("Merchant")) else {
            preconditionFailure("A plain word is a valid name.")
        }
        return PaymentFacts(
            request,
            payee: payee,
            time: CivilTime(moment, offsetSeconds: offset)
        )
    }
}
