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

    /// A payment's document in two: what `POST /v1/confirmations` takes, and what its counters stand at.
    static func parts(_ json: JSONValue) -> (payment: JSONValue, counters: JSONValue?) {
        guard let members = json.object, let counters = json["counters"] else { return (json, nil) }
        return (.object(members.filter { $0.name != "counters" }), counters)
    }

    /// What counters stand at; empty where the document says nothing of them.
    static func counters(
        _ json: JSONValue?,
        for policy: Policy
    ) -> (values: [Counter: PolicyValue], faults: [CounterFault]) {
        json.map { policy.counterValues(in: $0) } ?? ([:], [])
    }

    /// What a policy looks at when it is asked at a moment.
    /// - Parameter payee: the merchant's name, where the payment names no payee.
    static func facts(
        _ request: ConfirmationRequest,
        for policy: Policy,
        at moment: Instant,
        payee: Payee? = nil,
        counters: [Counter: PolicyValue] = [:]
    ) -> PaymentFacts {
        let offset = policy.timeZone.map { TimeZoneOffset.seconds(in: $0, at: moment) } ?? 0
        guard let payee = payee ?? (try? Payee("Merchant")) else {
            preconditionFailure("A plain word is a valid name.")
        }
        var facts = PaymentFacts(
            request,
            payee: payee,
            time: CivilTime(moment, offsetSeconds: offset)
        )
        facts.counters = counters
        return facts
    }
}
