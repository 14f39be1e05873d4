import CountersignCheckout
import CountersignCore

/// The body of `POST /v1/confirmations/{id}/verify`.
enum VerifyBody {
    static let names = ["code", "amount", "context", "payee", "reference", "checkout_secret"]
    /// Longest text that is taken as a typed code, in bytes; longer ones are no slip of the finger.
    static let codeBytesMax = 64
    /// Longest token that can be a context of ours, in bytes.
    static let contextBytesMax = 4_096
    /// Longest payee or reference that is compared, in bytes.
    static let comparedBytesMax = 500
    /// Longest session secret, in bytes of UTF-8.
    static let secretBytesMax = 512

    static let transactionMissing =
        "no payment is presented, and a code means nothing without its payment; write 'amount' as it will be charged, or 'context' as it was given out"

    /// Reads the body; nil exactly when it has faults.
    static func read(
        _ json: JSONValue,
        _ faults: inout Faults,
        nfc: (String) -> String
    ) -> Presentation? {
        guard let body = ObjectReader(json, at: .body, knowing: names, &faults) else { return nil }
        let code = body.required(
            "code",
            "write what the payer typed as a string, e.g. \"042917\"",
            &faults,
            as: code
        )
        let amount = body.optional("amount", &faults, as: Members.amount)
        let context = body.optional("context", &faults, as: limited(contextBytesMax))
        let payee = body.optional("payee", &faults, as: limited(comparedBytesMax))
        let reference = body.optional("reference", &faults, as: limited(comparedBytesMax))
        let secret = body.optional("checkout_secret", &faults, as: limited(secretBytesMax))
        if body.has("amount"), body.has("context") {
            faults.add(.body, "both 'amount' and 'context' are there; present one of them")
        } else if !body.has("amount"), !body.has("context") {
            faults.add(.body, transactionMissing)
        }
        guard faults.isEmpty, let code else { return nil }
        return Presentation(
            code: OneTimeCode(typed: code),
            context: context,
            amount: amount,
            payee: payee.map { Members.normalized($0, nfc) },
            reference: reference,
            checkoutSecret: secret.map { Array($0.utf8) }
        )
    }

    private static func code(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> String? {
        switch value {
        case .string(let text) where text.utf8.count <= codeBytesMax: return text
        case .string:
            faults.add(
                place,
                "this is longer than \(codeBytesMax) bytes; write only what the payer typed"
            )
        case .number:
            faults.add(
                place,
                "this is a number; write a string, e.g. \"042917\", because leading zeroes count"
            )
        default:
            faults.add(place, "this is \(value.kind); write what the payer typed as a string")
        }
        return nil
    }

    static func limited(
        _ bytesMax: Int
    ) -> (JSONValue, Place, inout Faults) -> String? {
        { value, place, faults in
            guard let text = Members.string(value, place, &faults) else { return nil }
            if text.isEmpty {
                faults.add(place, "this is empty; write it, or leave the member out")
                return nil
            }
            guard text.utf8.count <= bytesMax else {
                faults.add(place, "this is longer than \(bytesMax) bytes of UTF-8; shorten it")
                return nil
            }
            return text
        }
    }
}
