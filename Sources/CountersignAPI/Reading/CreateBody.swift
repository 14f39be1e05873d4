import CountersignCheckout
import CountersignCore

/// The body of `POST /v1/confirmations`.
enum CreateBody {
    static let names = [
        "amount", "reference", "recipient", "payee", "purpose", "bound", "channels", "origin",
        "checkout", "signals", "metadata",
    ]

    /// Reads the body; nil exactly when it has faults.
    static func read(
        _ json: JSONValue,
        _ faults: inout Faults,
        nfc: (String) -> String
    ) -> ConfirmationRequest? {
        guard let body = ObjectReader(json, at: .body, knowing: names, &faults) else { return nil }
        let purpose: Purpose? =
            body.has("purpose")
            ? body.optional("purpose", &faults, as: Members.choice) : .payment
        let amount = amount(of: body, for: purpose, &faults)
        let bound: Bound? = body.optional("bound", &faults, as: Members.choice)
        if bound == .upTo, purpose?.hasAmount == false {
            faults.add(
                body.place(of: "bound"),
                "without an amount there is nothing to bound; leave the member out"
            )
        }
        let reference = body.required(
            "reference",
            "write your own order number, e.g. \"order-1234\"",
            &faults,
            as: Members.word
        )
        let recipient = body.required(
            "recipient",
            "write an object with a destination, e.g. {\"phone\": \"+4915112345678\"}",
            &faults,
            as: Members.recipient
        )
        let payee = body.optional("payee", &faults) { value, place, faults in
            Members.payee(value, place, &faults, nfc: nfc)
        }
        let channels = body.optional("channels", &faults, as: Members.channels)
        let origin = body.optional("origin", &faults, as: Members.origin)
        let checkout = body.optional("checkout", &faults, as: Members.checkout)
        let signals = body.optional("signals", &faults, as: Members.signals)
        let metadata = body.optional("metadata", &faults, as: Members.metadata)
        guard faults.isEmpty, let purpose, let reference, let recipient else { return nil }
        return ConfirmationRequest(
            purpose: purpose,
            amount: amount,
            bound: bound ?? .exact,
            reference: reference,
            recipient: recipient,
            payee: payee,
            channels: channels,
            origin: origin,
            checkout: checkout,
            signals: signals ?? [],
            metadata: metadata ?? []
        )
    }

    /// A purpose either must have an amount or must not; an unreadable purpose decides neither.
    private static func amount(
        of body: ObjectReader,
        for purpose: Purpose?,
        _ faults: inout Faults
    ) -> Amount? {
        guard let purpose else { return body.optional("amount", &faults, as: Members.amount) }
        if purpose.hasAmount {
            return body.required(
                "amount",
                "write it as {\"value\": 4999, \"currency\": \"EUR\"}",
                &faults,
                as: Members.amount
            )
        }
        if body.has("amount") {
            faults.add(
                body.place(of: "amount"),
                "a confirmation of purpose '\(purpose.rawValue)' has no amount; leave the member out"
            )
        }
        return nil
    }
}
