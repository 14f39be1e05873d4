import CountersignCore

/// The body of `POST /v1/confirmations/{id}/amend`.
enum AmendBody {
    static let names = ["amount", "payee"]

    /// Reads the body; nil exactly when it has faults.
    static func read(
        _ json: JSONValue,
        _ faults: inout Faults,
        nfc: (String) -> String
    ) -> (amount: Amount?, payee: Payee?)? {
        guard let body = ObjectReader(json, at: .body, knowing: names, &faults) else { return nil }
        let amount = body.optional("amount", &faults, as: Members.amount)
        let payee = body.optional("payee", &faults) { value, place, faults in
            Members.payee(value, place, &faults, nfc: nfc)
        }
        if !body.has("amount"), !body.has("payee") {
            faults.add(.body, "nothing is amended; write 'amount', 'payee' or both")
        }
        return faults.isEmpty ? (amount, payee) : nil
    }
}

/// The body of `POST /v1/confirmations/{id}/resend`; it may be left out.
enum ResendBody {
    static let names = ["channel"]

    /// The channel that is asked for, if one is.
    static func read(_ json: JSONValue, _ faults: inout Faults) -> Channel? {
        ObjectReader(json, at: .body, knowing: names, &faults)?
            .optional("channel", &faults, as: Members.choice)
    }
}

/// The body of a call that needs none: nothing, or an empty object.
enum EmptyBody {
    static func read(_ json: JSONValue, _ faults: inout Faults) {
        _ = ObjectReader(json, at: .body, knowing: [], &faults)
    }
}
